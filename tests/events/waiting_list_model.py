"""The rules of who gets a place, said a second time and in another way: heads are counted, nothing is stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

DIRECTOR = "finance-director"
HOLDS = ("confirmed", "offered")
OVER = ("declined", "lapsed", "withdrawn")
BEST_FIRST = ["confirmed", "offered", "waiting", "requested"]


@dataclass
class Row:
    number: int  # in the order of coming
    person: int
    email: str
    role: str
    trust: int | None
    state: str
    priority: int = 0
    until: datetime | None = None

    @property
    def turn(self) -> tuple[int, int]:
        return (-self.priority, self.number)

    @property
    def goodness(self) -> tuple:
        return (BEST_FIRST.index(self.state), *self.turn)


@dataclass
class Model:
    now: datetime
    starts_at: datetime
    capacity: int | None
    kept: int
    kept_until: date
    quota: int | None
    offer_hours: int | None
    admission: str
    state: str = "scheduled"
    rows: list[Row] = field(default_factory=list)
    mails: Counter = field(default_factory=Counter)

    # What is asked

    @property
    def started(self) -> bool:
        return self.now >= self.starts_at

    @property
    def over(self) -> bool:
        return self.now >= self.starts_at + timedelta(hours=2)

    @property
    def takes_people(self) -> bool:
        return self.state == "scheduled" and not self.started

    @property
    def active(self) -> list[Row]:
        return [row for row in self.rows if row.state not in OVER]

    @property
    def held(self) -> list[Row]:
        return [row for row in self.rows if row.state in HOLDS]

    @property
    def queue(self) -> list[Row]:
        return sorted((row for row in self.rows if row.state == "waiting"), key=lambda row: row.turn)

    @property
    def missing_directors(self) -> int:
        if self.now.astimezone(self.starts_at.tzinfo).date() > self.kept_until:
            return 0
        return max(self.kept - sum(row.role == DIRECTOR for row in self.held), 0)

    def room_for(self, role: str, trust: int | None) -> bool:
        kept_from_them = 0 if role == DIRECTOR else self.missing_directors
        fits = self.capacity is None or len(self.held) + kept_from_them < self.capacity
        from_there = sum(row.trust == trust for row in self.held)
        return fits and (self.quota is None or trust is None or from_there < self.quota)

    def naming(self, person: int, email: str) -> list[Row]:
        return [row for row in self.active if person == row.person or email == row.email]

    # What happens

    def tell(self, row: Row, kind: str) -> None:
        self.mails[f"events/{kind}", row.email] += 1

    def settle(self) -> None:
        for row in self.rows:
            if row.state == "offered" and row.until <= self.now:
                row.state = "lapsed"
                self.tell(row, "lapsed")
        if not self.takes_people:
            return
        for row in self.queue:
            if self.room_for(row.role, row.trust):
                if self.offer_hours:
                    row.state = "offered"
                    row.until = min(self.now + timedelta(hours=self.offer_hours), self.starts_at)
                    self.tell(row, "offered")
                else:
                    row.state = "confirmed"
                    self.tell(row, "promoted")

    def add(self, person, state: str, priority: int = 0) -> None:
        row = Row(len(self.rows), person.pk, person.email, person.role, person.trust_id, state, priority)
        self.rows.append(row)
        self.tell(row, {"confirmed": "registered"}.get(state, state))

    def come(self, person) -> bool:
        """Whether they may. Nothing has changed when not."""
        if not self.takes_people:
            return False
        before = [(row.state, row.until) for row in self.rows], self.mails.copy()
        self.settle()
        declined = any(
            row.state == "declined" and (row.person == person.pk or row.email == person.email) for row in self.rows
        )
        shut = self.admission == "invitation" or (self.admission == "approval" and declined)
        if shut or self.naming(person.pk, person.email):
            for row, (state, until) in zip(self.rows, before[0], strict=True):
                row.state, row.until = state, until
            self.mails = before[1]
            return False
        if self.admission == "approval":
            self.add(person, "requested")
        else:
            self.add(person, "confirmed" if self.room_for(person.role, person.trust_id) else "waiting")
        return True

    def be_brought(self, person, priority: int) -> bool:
        if not self.takes_people:
            return False
        before = [(row.state, row.until) for row in self.rows], self.mails.copy()
        self.settle()
        theirs = sorted(self.naming(person.pk, person.email), key=lambda row: row.number)
        if theirs and theirs[0].state == "requested":
            self.admit(theirs[0])
            return True
        if theirs:
            for row, (state, until) in zip(self.rows, before[0], strict=True):
                row.state, row.until = state, until
            self.mails = before[1]
            return False
        self.add(person, "confirmed" if self.room_for(person.role, person.trust_id) else "waiting", priority)
        return True

    def admit(self, row: Row) -> None:
        row.state = "confirmed" if self.room_for(row.role, row.trust) else "waiting"
        self.tell(row, "approved")

    def approve(self, rows: list[Row]) -> None:
        if not self.takes_people:
            return
        self.settle()
        for row in sorted(rows, key=lambda row: row.number):
            came_otherwise = row.state == "declined" and self.naming(row.person, row.email)
            if row.state in ("requested", "declined") and not came_otherwise:
                self.admit(row)

    def decline(self, rows: list[Row]) -> None:
        for row in rows:
            if row.state == "requested" and not self.over:
                row.state = "declined"
                self.tell(row, "declined")

    def withdraw(self, row: Row) -> bool:
        if row.state in OVER or self.started:
            return False
        row.state = "withdrawn"
        self.tell(row, "withdrawn")
        self.settle()
        return True

    def has_an_offer(self, row: Row) -> bool:
        return row.state == "offered" and self.takes_people and self.now < min(row.until, self.starts_at)

    def take(self, row: Row) -> bool:
        if not self.has_an_offer(row):
            return False
        row.state = "confirmed"
        self.tell(row, "registered")
        return True

    def call_off(self, state: str) -> None:
        if self.over or self.state in ("cancelled", state):
            return
        self.state = state
        for row in self.active:
            if row.state == "offered":
                row.state, row.until = "waiting", None
            self.tell(row, state)

    def publish(self, **changes) -> None:
        changed = {name: value for name, value in changes.items() if getattr(self, name) != value}
        for name, value in changed.items():
            setattr(self, name, value)
        if "starts_at" in changed:
            if self.state == "postponed":
                self.state = "scheduled"
            if self.state == "scheduled":
                for row in self.active:
                    self.tell(row, "changed")
            for row in self.rows:
                if row.state == "offered":
                    row.until = min(row.until, self.starts_at)
        if changed:
            self.settle()

    def pass_on(self, row: Row, taker) -> None:
        if row.state in OVER or self.started:
            return
        rows = {one.number: one for one in [row, *self.naming(taker.pk, taker.email)]}.values()
        best, *others = sorted(rows, key=lambda one: one.goodness)
        if best is not row:
            row.state = "withdrawn"
            self.tell(row, "withdrawn")
        else:
            for other in others:
                other.state = "withdrawn"
            row.person, row.email = taker.pk, taker.email
            kind = {"confirmed": "registered"}.get(row.state, row.state)
            self.tell(row, kind)
        self.settle()

    def merge(self, source, target) -> None:
        for row in self.rows:
            if row.person == source.pk:
                row.person = target.pk
        if self.started:
            return
        theirs = sorted((row for row in self.active if row.person == target.pk), key=lambda row: row.goodness)
        if len(theirs) > 1:
            for row in theirs[1:]:
                row.state = "withdrawn"
            self.settle()
