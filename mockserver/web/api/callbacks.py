"""Register a callback. Source: callbacks § Register a callback."""

from fastapi import APIRouter

from mockserver.services import callbacks
from mockserver.web.api.error_responses import WITH_BODY, error_responses
from mockserver.web.api.operation import Context, Operation
from mockserver.web.api.schemas.requests import CallbackRequest
from mockserver.web.api.schemas.responses import CallbackSettings

router = APIRouter(prefix="/v1/project", tags=["Callbacks"], route_class=Operation)


@router.post(
    "{project}/settings/callback", summary="Register a callback", responses=error_responses(*WITH_BODY)
)
async def register_callback(context: Context, wanted: CallbackRequest) -> CallbackSettings:
    """Have a server told when a pass of the project is installed or uninstalled, in place of another.

    Source: callbacks § Register a callback; R-7. Assumed: A-34.
    """
    with context.work() as work:
        callbacks.register(work, context.project, wanted.base_url, wanted.headers)
    return {"baseUrl": wanted.base_url, "headers": wanted.headers}
