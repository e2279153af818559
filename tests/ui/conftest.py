"""Fixtures of windows: a small firm, what the computer remembers, the window itself."""

import pytest

from tests.ui.frame import clock, fill_firm


@pytest.fixture
def firm(store):
    """The ids of the firm's people."""
    return fill_firm(store)


@pytest.fixture
def memory(qapp):
    """What this computer remembers, in the test's own home."""
    from app.ui.frame.look_deeds import dress
    from app.ui.frame.memory import Memory

    made = Memory()
    made.set_look(mode="light", reduce_motion=True)
    dress(qapp, made)
    return made


@pytest.fixture
def window(qtbot, session, memory):
    """The window on the test's book, open and shown."""
    from app.ui.main_window import MainWindow

    made = MainWindow(session, memory, clock=clock)
    qtbot.addWidget(made)
    made.open()
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.safety.stop()
