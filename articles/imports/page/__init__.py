"""A saved page, part by part: from its lines to its outlet, date, people and links."""
