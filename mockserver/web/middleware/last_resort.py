"""The last place in an application behind the pipeline that can still answer in the vendor's shape."""

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mockserver.web import problems


class LastResort:
    """ASGI middleware: answers what nobody expected, before Starlette does with a page of text."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have a request answered; an answer that has begun cannot be taken back."""
        has_begun = False

        async def tell(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, tell)
        except ClientDisconnect:
            return
        except Exception as error:
            if has_begun:
                raise
            await problems.response(problems.unexpected(error))(scope, receive, send)
