"""Several responses saved together with facts: all of them or none, each drawn from the version that was shown."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from toolkit.record import store_rows as rows
from toolkit.record.assessment import Response
from toolkit.record.changes import response_changes, same_content

Drawn = tuple[Response, int]


def gone_on(connection: Connection, id: str, responses: Sequence[Drawn]) -> Response | None:
    """The first response that the record holds otherwise than it was drawn from; None if all still stand."""
    for response, drawn_from in responses:
        now = _now(connection, id, response)
        if now.version != drawn_from and not same_content(now, response):
            return now
    return None


def put_together(connection: Connection, id: str, responses: Sequence[Drawn], moment: datetime) -> None:
    """Write responses with their log, each as its next version; what says nothing new is left alone."""
    for response, _ in responses:
        now = _now(connection, id, response)
        if same_content(now, response):
            continue
        new = rows.response_row(connection, id, response.item, response.body) is None
        saved = response.model_copy(update={"version": now.version + 1})
        rows.put_response(connection, id, saved, rows.written(moment), new=new)
        rows.note(connection, id, response.body, response_changes(now, saved), moment)


def _now(connection: Connection, id: str, response: Response) -> Response:
    row = rows.response_row(connection, id, response.item, response.body)
    return Response(item=response.item, body=response.body) if row is None else rows.response_in(row)
