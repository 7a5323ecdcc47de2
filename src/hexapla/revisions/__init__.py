"""The ledger: revisions, lineage, which block follows what, states, waivers, the event log."""
