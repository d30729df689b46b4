"""What components need to know before they are drawn: dates in words, fields, badges, the map."""
