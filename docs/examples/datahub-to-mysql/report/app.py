"""Answers with the newest quotes, compressed if that is wanted."""

import json
import os

import lz4.frame
import pymysql

QUERY = "SELECT f_symbol, f_last FROM quotes ORDER BY f_ts DESC LIMIT %s"


def handler(event, context):
    """Takes `{"limit": 10, "compressed": false}` and answers JSON."""
    request = json.loads(event or b"{}")
    if request.get("ping"):
        return json.dumps({"pymysql": pymysql.__version__, "lz4": lz4.__version__}).encode()
    connection = pymysql.connect(
        host=os.environ["MYSQL_HOST"],
        user=os.environ["MYSQL_USER"],
        password=os.environ["MYSQL_PASSWORD"],
        database=os.environ["MYSQL_DATABASE"],
    )
    with connection, connection.cursor() as cursor:
        cursor.execute(QUERY, (int(request.get("limit", 10)),))
        answer = json.dumps(cursor.fetchall()).encode()
    return lz4.frame.compress(answer) if request.get("compressed") else answer
