"""The store, its backups and its data folder."""
