"""The store: tables, the ledger over them, the writer that commits many turns at once; SQLite and PostgreSQL."""
