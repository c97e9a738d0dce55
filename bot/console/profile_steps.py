"""What is changed about a customer beside the conversation: tags, records merged and parted
(REQ A6, E3)."""

from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.orm import Session

from bot.console import dialogs
from bot.console.label_dialog import ask_labels
from bot.console.merge_dialog import Same, ask_merge
from bot.console.page import Page
from bot.console.parts import tell
from bot.models import Staff
from bot.services.customer import customer_tags, merging
from bot.services.customer.merging import Candidate
from bot.services.screens.desk_profile import Profile


class ProfileSteps:
    """Asks, stores, and shows it with ``tick``."""

    def __init__(self, page: Page, tick: Callable[[], Awaitable[None]]) -> None:
        self._page, self._tick = page, tick
        self._now = page.seat.house.clock.now

    async def tag(self, who: Profile) -> None:
        """Change the customer's tags."""
        with self._page.here():
            known = await self._page.read(lambda session, _: customer_tags.in_use(session))
            titles = await ask_labels(
                who.tags, known or (), title="客户标签", note="跟着客户走，同事都能看到和搜索。"
            )
        if titles is None:
            return
        await self._do(
            lambda session, me: customer_tags.set_tags(
                session, who.customer_id, titles, me, now=self._now()
            ),
            "客户标签已更新",
        )

    async def merge(self, who: Profile) -> None:
        """Take another record of the same person into this one."""
        mine = who.customer_id

        async def find(query: str) -> Sequence[Candidate]:
            found = await self._page.read(
                lambda session, _: merging.candidates(session, mine, query)
            )
            return found or ()

        async def store(same: Same) -> str:
            def work(session: Session, me: Staff) -> str:
                merging.merge_by_hand(
                    session, mine, same.customer_id, me, reason=same.reason, now=self._now()
                )
                return "两份档案已合并"

            return await self._page.attempt(work)

        with self._page.here():
            shown = await self._page.read(lambda session, _: merging.candidate(session, mine))
            if shown is not None:
                await ask_merge(shown, find, store)
                await self._tick()

    async def part(self, merge_id: int) -> None:
        """Undo a merge."""
        with self._page.here():
            sure = await dialogs.ask_sure(
                "撤销合并",
                "原来的渠道、订单和投诉会回到原来的档案；合并后从那些渠道来的记录也一起回去。",
                "撤销合并",
            )
        if sure:
            await self._do(
                lambda session, me: merging.undo(session, merge_id, me, now=self._now()),
                "合并已撤销",
            )

    async def _do(self, work: Callable[[Session, Staff], object], done: str) -> None:
        did = await self._page.write(lambda session, me: (work(session, me), True))
        with self._page.here():
            if did:
                tell(done)
            await self._tick()
