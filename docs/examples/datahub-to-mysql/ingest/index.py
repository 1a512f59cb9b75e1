"""Inserts the records of a DataHub event into MySQL."""

import json
import os

import pymysql

from quotes import INSERT, rows_of

connection = None


def initialize(context):
    """Opens the connection once for each instance, before the first call."""
    global connection
    connection = pymysql.connect(
        host=os.environ["MYSQL_HOST"],
        user=os.environ["MYSQL_USER"],
        password=os.environ["MYSQL_PASSWORD"],
        database=os.environ["MYSQL_DATABASE"],
        autocommit=False,
    )


def handler(event, context):
    """Takes an event of `acs:datahub` and answers how many rows were written."""
    rows = rows_of(json.loads(event))
    if not rows:
        return json.dumps({"inserted": 0})
    connection.ping(reconnect=True)
    with connection.cursor() as cursor:
        inserted = cursor.executemany(INSERT, rows)
    connection.commit()
    return json.dumps({"inserted": inserted})
