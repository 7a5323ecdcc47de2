"""The Prefect flows, and the order of the steps."""
