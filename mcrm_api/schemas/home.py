"""The one call that fills the home screen."""

from pydantic import Field

from .base import Output
from .loyalty import Promo, Voucher
from .member import MemberQr, MemberTier, PointsBalance
from .orders import OrderSummary
from .reservations import Reservation


class HomeMember(Output):
    """Who is greeted."""

    name: str
    member_number: str
    birthday_today: bool


class HomeVouchers(Output):
    """Vouchers at a glance."""

    available: int
    next: list[Voucher] = Field(description="At most three, first expiring first")


class HomeRewards(Output):
    """Rewards at a glance."""

    affordable: int


class Cafe(Output):
    """The café itself."""

    name: str
    currency: str = Field(examples=["IDR"])
    whatsapp: str | None
    logo_url: str | None


class Home(Output):
    """Everything the home screen shows."""

    member: HomeMember
    points: PointsBalance
    tier: MemberTier | None
    qr: MemberQr
    promos: list[Promo] = Field(description="At most five")
    vouchers: HomeVouchers
    rewards: HomeRewards
    last_order: OrderSummary | None
    reservation: Reservation | None
    unread_notifications: int
    cafe: Cafe
