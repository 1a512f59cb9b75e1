"""The shape of the records: a JSON array of strings for each row."""

import json

COLUMNS = ("f_ex_id", "f_symbol", "f_ts", "f_bid", "f_ask", "f_last")

INSERT = "INSERT INTO quotes ({}) VALUES ({})".format(
    ", ".join(COLUMNS), ", ".join(["%s"] * len(COLUMNS))
)


def rows_of(event):
    """The rows of a DataHub event; records of other events are refused."""
    if event.get("eventSource") != "acs:datahub" or event.get("eventName") != "acs:datahub:putRecord":
        raise ValueError("not a DataHub event: {!r}".format(event.get("eventSource")))
    rows = []
    for record in event["records"]:
        values = json.loads(record["data"])
        if len(values) != len(COLUMNS):
            raise ValueError("record {}: {} values, {} wanted".format(record["eventId"], len(values), len(COLUMNS)))
        rows.append(tuple(values))
    return rows
