"""Painted widgets. They take plain values, emit signals, and know neither session nor storage.

Every constructor also takes `parent=None`. Icons are Lucide names, colours token names
("text2", "accent"), kinds category names ("evergreen" … "slate").

buttons     Button(text, icon="", kind="outlined|primary|ghost|danger|link", *, menu, small)
            IconButton(icon, name, *, size=16, box=0, outlined, colour, menu)
            LinkLabel(text, step); signal clicked; set_menu, set_icon, set_kind, set_name
label       Label(text, step="body", colour="text", *, wrap, elide): set_text, set_style
            IconLabel(name, size=16, colour="text2"): set_icon
segmented   SegmentedControl([(key, text[, icon])], current_key): chosen(str); set_current
chips       Chip(text, kind="slate", *, icon, removable, quiet): clicked, remove_requested
            FilterChips([(key, text[, dot])]): chosen(str); set_options, set_current, current_key
            Pill(key, text, *, dot, chevron) · flow.FlowLayout(gap=6)
nav_bar     NavBar(search_keys="Ctrl K"): page_chosen(str), list_chosen(object),
            list_menu_requested(object, QPoint), search_requested, business_requested,
            safety_requested, settings_requested; set_business(name, caption),
            set_pages([(key, text, icon)]), set_current(key), set_count(key, text),
            set_lists([(id, name, kind, count)]), set_current_list(id), set_safety(text, icon, tone)
cards       Card(title="", *, link="", padding=16): link_pressed; body (QVBoxLayout), set_count
            NumberCard(caption, number, line): clicked; set_values(number, line, bars)
            Tile(icon, title, line, *, first): clicked · Rule()
checks      CheckBox(text, *, checked, kind, avatar, badge): toggled(bool)
            TickCircle(name, *, done): ticked(bool)
fields      TextField(caption, text, *, icon, placeholder), TextArea(caption, text, *, lines=3):
            edited(str), committed(str), escaped; text, set_text, set_error, editor
combo       ComboField(caption, [(key, text)], current_key, *, icon): chosen(object);
            set_options, current_key, set_current, set_error
dates       DateField(caption, value, *, today, past): date_changed(date | None); value, set_value
            TimeField(caption, value): time_changed(time | None); value, set_value
date_words  parse_date(text, today, *, day_first, past), parse_time(text): pure
mini_month  MiniMonth(today): date_chosen(date), month_shown(date); set_selected, set_busy
inline_field InlineField(caption, value, kind="text|multiline|phone|email|link|date|choice", *,
            icon, placeholder, options): committed(str), activated(str);
            set_value, mark_saved, set_error,
            edit, finish
notices     InfoBar(text, tone="warn|info|danger", *, button): pressed; set_notice
            Toast(window): undo_requested, gone; show_toast(text, *, icon, button, time_ms), dismiss
editor_parts side_by_side((widget, share)…), ErrorLine().say(sentence),
            SavedMark().show_kept(bool)
popover     Popover(window, *, padding=16, width=0): opened, closed; body,
            open_beside(widget, side=), open_at(rect, side=), close_popover
progress    ProgressStrip(): cancel_requested; set_progress(words, done, total) · Bar(share)
bulk_bar    BulkBar(over, [(key, text, icon[, "danger"])]): verb_pressed(str), clear_requested;
            set_count(n)
empty       EmptyState(headline, line, *, choices, foot, drawing)
steps       StepHeader(names, current_step): set_current
search_palette SearchPalette(window): text_edited(str), item_activated(object, bool), closed;
            open_palette(text), close_palette, set_sections([(heading, [PaletteRowValue])])
ground      Sheet(ground, foot=), Scroll(inner, ground), Avatar(side): show_name, show_photo;
            PersonRow(name, line), IconRow(icon, title, line, kind), NextCard(icon, kind): clicked
splitter    Splitter(orientation) · floating.Floating · motion.fade(widget, appear=, then=)
base        Painted, Pressable: override `_measure`, `_draw(canvas)`, `_restyle`; `follow_theme()`
"""
