"""Row painters: plain values in, whole rows out.

A model answers `index.data(RowRole)` with one of the values of `rows`; the matching delegate paints
it; `views.RowList` and `views.TableList` are the views to put them in. `Qt.AccessibleTextRole`
should answer `row_sentence(value)`; `value_model.ValueModel` does both for short lists.
"""
