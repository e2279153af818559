"""A text brought in as a file, the way the import page and the command line do it."""

from app.desk import importing


def read(store, folder, text, name="list.csv", **targets):
    """The file, its table and columns; ``targets`` name a heading and where it is to go instead."""
    file = folder / name
    file.write_text(text, encoding="utf-8", newline="")
    table = importing.read(file)
    columns = list(importing.recognised(table, "GB", store=store))
    for place, guess in enumerate(columns):
        target = targets.get(guess.header.replace(" ", "_"))
        columns[place] = importing.with_target(guess, target) if target else guess
    return file, table, tuple(columns)


def bring(store, folder, text, name="list.csv", on_match="update", **targets):
    """What became of the file; every cell of it is accounted for."""
    file, table, columns = read(store, folder, text, name, **targets)
    done = importing.bring_in(store, file, table, importing.Choices(columns, on_match))
    assert done.ledger.adds_up()
    return done
