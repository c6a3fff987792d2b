"""Assets as files and feeds carry them: Open Referral UK, tables, maps, lists for phones; read, written, checked."""
