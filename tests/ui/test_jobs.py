"""The background lane: where jobs end and who lets go of them."""

import threading
import time
import weakref

from app.models.qt import jobs


def test_a_job_and_what_hangs_on_it_are_never_taken_apart_by_the_worker(
    qtbot, session, monkeypatch
):
    run = jobs._Run.run

    def dawdle(self):
        run(self)
        time.sleep(0.005)

    monkeypatch.setattr(jobs._Run, "run", dawdle)
    threads = []
    for _ in range(5):
        job = session.start(jobs.Job("Count", lambda _store, _progress: 1, writes=False))
        weakref.finalize(job, lambda: threads.append(threading.current_thread()))
        del job
        qtbot.waitUntil(lambda: session.job is None)
    assert len(threads) >= 2
    assert set(threads) == {threading.main_thread()}
