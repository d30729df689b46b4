"""The outside engine: Elasticsearch, fed from the rows. Nothing here is the truth; every hit is loaded as a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from elasticsearch import ApiError, Elasticsearch, TransportError, helpers
from elasticsearch.dsl import (
    Date,
    Document,
    FacetedSearch,
    Integer,
    Keyword,
    MetaField,
    Object,
    Q,
    Search,
    TermsFacet,
    Text,
    analyzer,
    char_filter,
    token_filter,
    tokenizer,
)

from ..facets import TITLES
from ..models import SearchEntry
from ..query import Phrase, Plan
from ..results import Count, Found, Match
from ..words import words_of
from . import (
    ALL,
    COVERED,
    FRESH,
    FRESH_DAYS,
    IN_TITLE,
    PINNED,
    RELEVANCE,
    STANDING,
    TIER,
    TITLE_COVERED,
    EngineAwayError,
)

BATCH = 500
GONE = (404, 503)  # what is said of an index that went while it was asked: a rebuild has put another in its place
SEPARATOR = "\x1f"  # between value and label of a facet: a count brings both
SHIFT = 3 * STANDING  # scores cannot be negative here, so everything that is not stale goes up by this
RELATED = {"fields": ["title", "summary^0.4", "body^0.1"]}

# Words are cut as portal.search.words does, so that both engines agree.
letters = tokenizer("letters", "pattern", pattern=r"[^\p{L}\p{N}]+")
apostrophes = char_filter("apostrophes", "pattern_replace", pattern="['\u2019]", replacement="")
english = token_filter("english_stems", "stemmer", language="english")
beginnings = token_filter("beginnings", "edge_ngram", min_gram=1, max_gram=20)
folded = analyzer("folded", tokenizer=letters, char_filter=[apostrophes], filter=["lowercase", "asciifolding"])
stemmed = analyzer(
    "stemmed", tokenizer=letters, char_filter=[apostrophes], filter=["lowercase", "asciifolding", english]
)
begun = analyzer(
    "begun", tokenizer=letters, char_filter=[apostrophes], filter=["lowercase", "asciifolding", beginnings]
)


class EntryDocument(Document):
    title = Text(analyzer=stemmed, fields={"begun": Text(analyzer=begun, search_analyzer=folded)})
    summary = Text(analyzer=stemmed)
    body = Text(analyzer=stemmed)
    alike = Text(analyzer=folded)
    folded = Keyword()
    kind = Keyword()
    tokens = Keyword()
    outdone_by = Keyword()
    facets = Object(dynamic=True)
    labels = Object(dynamic=True)
    fresh_at = Date()
    standing = Integer()
    entry_id = Keyword()

    class Meta:
        dynamic = MetaField(False)
        dynamic_templates = MetaField(
            [{"values": {"path_match": "*s.*", "match_mapping_type": "string", "mapping": {"type": "keyword"}}}]
        )


class ValueFacet(TermsFacet):
    """Filters by value, counts by value and label."""

    def __init__(self, name: str) -> None:
        super().__init__(field=f"labels.{name}", size=100)
        self.value_field = f"facets.{name}"

    def add_filter(self, filter_values: Sequence[Any]) -> Any:
        return Q("terms", **{self.value_field: list(filter_values)}) if filter_values else None


class EntrySearch(FacetedSearch):
    """A plan as one request: hits, total, and each facet's counts with its own choice aside."""

    doc_types = [EntryDocument]
    facets = {name: ValueFacet(name) for name in TITLES}

    def __init__(self, plan: Plan, *, index: str, using: Elasticsearch) -> None:
        self.plan, self.index, self.using = plan, index, using  # type: ignore[assignment]
        order = {"newest": ["-fresh_at", "-entry_id"], "title": ["folded", "entry_id"]}
        known = {name: list(values) for name, values in plan.filters.items() if name in TITLES}
        super().__init__(query=plan, filters=known, sort=order.get(plan.sort, ["_score", "-fresh_at", "-entry_id"]))  # type: ignore[arg-type]

    def search(self) -> Search:
        search = only_for(super().search(), self.plan.tokens)
        if self.plan.chosen.left_out:
            search = search.exclude(_rows(self.plan.chosen.left_out))
        if self.plan.kinds:
            search = search.filter("terms", kind=list(self.plan.kinds))
        for name, values in self.plan.filters.items():
            if name not in TITLES:
                search = search.filter("terms", **{f"facets.{name}": list(values)})
        start = self.plan.offset
        # One search beside the page: the best score of all, also when sorted otherwise.
        search.aggs.metric("best", "top_hits", size=1, _source=False, track_scores=True)
        return search.source(False).extra(track_total_hits=True, track_scores=True)[start : start + self.plan.limit]

    def query(self, search: Search, query: Any) -> Search:
        return search.query(score_of(self.plan)) if self.plan.words else search

    def highlight(self, search: Search) -> Search:
        return search  # marked from the row, which is newer than the index


def only_for(search: Search, tokens: Sequence[str]) -> Search:
    return search.filter("terms", tokens=list(tokens)).exclude("terms", outdone_by=list(tokens))


def score_of(plan: Plan) -> Any:
    """The tiers of every engine (see the package), as constant scores that add up."""
    alike = [(word,) for word in plan.fuzzy]
    anything = _either([*plan.alternatives, *alike])
    if plan.chosen.pinned:
        anything = anything | _rows(plan.chosen.pinned)
    tiers = [
        (TIER, Q("term", folded=plan.folded)),
        (TIER, _says(plan.words)),
        (IN_TITLE, _says(plan.words, title=True)),
        (ALL, _every(plan.needed)),
        (IN_TITLE, _every(plan.needed, title=True)),
        *((COVERED * share, _either(unit)) for unit, share in plan.worth),
        *((TITLE_COVERED * share, _either(unit, title=True)) for unit, share in plan.worth),
        (TIER, _either(plan.alternatives)),
        *((PINNED - TIER * 10 * place, _rows(rows)) for place, rows in enumerate(plan.chosen.first)),
    ]
    if alike:
        tiers.append((TIER // 2, _every([[*unit, *alike] for unit in plan.needed])))
    share = RELEVANCE / (22 * max(1, len(plan.alternatives) + len(alike)))
    relevant = [
        Q("multi_match", query=" ".join(phrase), type="phrase", boost=share, **RELATED)
        for phrase in [*plan.alternatives, *alike]
    ]
    now = timezone.now()
    return Q(
        "function_score",
        query=Q(
            "bool",
            filter=[anything],
            should=[*relevant, *(Q("constant_score", filter=test, boost=points) for points, test in tiers)],
        ),
        functions=[
            {"weight": FRESH, "filter": {"range": {"fresh_at": {"gt": now}}}},
            {
                "weight": FRESH,
                "filter": {"range": {"fresh_at": {"lte": now}}},
                "exp": {"fresh_at": {"origin": now, "scale": f"{FRESH_DAYS}d", "decay": 0.5}},
            },
            {"weight": SHIFT, "filter": {"range": {"standing": {"gte": 0}}}},
            {"weight": STANDING, "filter": {"range": {"standing": {"gt": 0}}}},
        ],
        score_mode="sum",
        boost_mode="sum",
    )


def _rows(ids: Iterable[int]) -> Any:
    return Q("ids", values=[str(pk) for pk in ids])


def _says(phrase: Phrase, *, title: bool = False) -> Any:
    fields = ["title"] if title else ["title", "summary", "body"]
    return Q("multi_match", query=" ".join(phrase), type="phrase", fields=fields)


def _either(phrases: Iterable[Phrase], *, title: bool = False) -> Any:
    return Q("bool", should=[_says(phrase, title=title) for phrase in phrases], minimum_should_match=1)


def _every(units: Iterable[Iterable[Phrase]], *, title: bool = False) -> Any:
    return Q("bool", must=[_either(unit, title=title) for unit in units])


def or_away(verb: Callable) -> Callable:
    """Whatever the server or the way to it says, the database can answer."""

    @wraps(verb)
    def asked(*args: Any, **kwargs: Any) -> Any:
        try:
            return verb(*args, **kwargs)
        except (ApiError, TransportError, helpers.BulkIndexError) as error:
            raise EngineAwayError(str(error)[:500]) from error

    return asked


@lru_cache(maxsize=4)
def client_of(url: str, patience: float) -> Elasticsearch:
    """Asks once more where the index just changed, never after waiting in vain."""
    return Elasticsearch(url, request_timeout=patience, max_retries=1, retry_on_status=GONE, retry_on_timeout=False)


class ElasticEngine:
    name = "elasticsearch"

    def __init__(self) -> None:
        self.client = client_of(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PATIENCE)
        self.patient = self.client.options(request_timeout=60)
        self.alias = settings.ELASTICSEARCH_INDEX  # what searches read
        self.written = f"{self.alias}-write"  # what changes go to: two while a rebuild is under way

    @or_away
    def search(self, plan: Plan) -> Found:
        answer = EntrySearch(plan, index=self.alias, using=self.client).execute()
        shift = SHIFT if plan.words else 0
        top = answer.aggregations.best.hits.hits if "best" in answer.aggregations else []
        best = (
            max([float(hit["_score"] or 0) for hit in top] + [float(hit.meta.score or 0) for hit in answer])
            if (answer.hits)
            else 0.0
        )
        counts = []
        for name in TITLES:
            for key, count, _chosen in answer.facets[name]:
                value, _, label = str(key).partition(SEPARATOR)
                counts.append(Count(name, value, label, count))
        matches = [Match(int(hit.meta.id), float(hit.meta.score or 0) - shift) for hit in answer]
        return Found(matches, answer.hits.total.value, best - shift, counts)  # type: ignore[attr-defined]

    @or_away
    def commonness(self, units: Sequence[Sequence[Phrase]]) -> tuple[list[int], int]:
        asked = Search(using=self.client, index=self.alias).extra(size=0, track_total_hits=True)
        for number, unit in enumerate(units):
            asked.aggs.bucket(f"unit{number}", "filter", filter=_either(unit))
        found = asked.execute()
        counts = [found.aggregations[f"unit{number}"].doc_count for number in range(len(units))]
        return counts, found.hits.total.value  # type: ignore[attr-defined]

    @or_away
    def similar(self, words: Sequence[str], tokens: Sequence[str]) -> list[str]:
        near = [Q("fuzzy", alike={"value": word, "fuzziness": "AUTO", "prefix_length": 0}) for word in words]
        search = only_for(Search(using=self.client, index=self.alias), tokens)
        found = search.query(Q("bool", should=near, minimum_should_match=1)).source(["alike"])[:200].execute()
        return [word for hit in found for word in str(hit.alike).split()]

    @or_away
    def suggest(self, words: Sequence[str], tokens: Sequence[str], limit: int) -> list[SearchEntry]:
        search = only_for(Search(using=self.client, index=self.alias), tokens)
        for word in words:
            search = search.filter("match", **{"title.begun": {"query": word[:20], "operator": "and"}})
        found = search.sort("-standing", "-fresh_at").source(False)[: limit * 2].execute()
        ids = [int(hit.meta.id) for hit in found]
        rows = SearchEntry.objects.visible_to(tokens).only("key", "kind", "title", "url", "facets").in_bulk(ids)
        return [rows[pk] for pk in ids if pk in rows][:limit]

    @or_away
    def index(self, rows: Sequence[SearchEntry]) -> None:
        """Write to each index that is in use or being built. Versions are the rows' own: a replay does no harm."""
        targets = self._targets() or [self._create(read=True)]
        self._write(rows, targets)

    @or_away
    def rebuild(self) -> int:
        """Fill a new index beside the one in use; from the first moment changes go to both, then the names swap."""
        if not cache.add(f"search:rebuild:{self.alias}", True, 3600):
            raise RuntimeError("Another rebuild is under way.")
        try:
            new = self._create(read=False)
            taken = 0
            for rows in batches(SearchEntry.objects.live().with_audiences()):
                self._write(rows, [new])
                taken += len(rows)
            self.patient.indices.refresh(index=new)
            old = [name for name in self._indices() if name != new]
            self.patient.indices.update_aliases(
                actions=[
                    {"add": {"index": new, "alias": self.alias}},
                    *({"remove_index": {"index": name}} for name in old),
                ]
            )
            return taken
        finally:
            cache.delete(f"search:rebuild:{self.alias}")

    @or_away
    def refresh(self) -> None:
        """Make what was written findable now instead of within a second."""
        self.client.indices.refresh(index=self.written)

    def _targets(self) -> list[str]:
        if not self.client.indices.exists_alias(name=self.written):
            return []
        return sorted(self.client.indices.get_alias(name=self.written))

    def _indices(self) -> list[str]:
        return sorted(self.client.indices.get(index=f"{self.alias}-2*", features="aliases"))

    def _create(self, *, read: bool) -> str:
        name = f"{self.alias}-{timezone.now():%Y%m%d%H%M%S%f}"
        index = EntryDocument._index.clone(name, using=self.patient)
        index.document(EntryDocument)
        index.settings(number_of_shards=1, number_of_replicas=settings.ELASTICSEARCH_REPLICAS, gc_deletes="1h")
        index.aliases(**{self.written: {}, **({self.alias: {}} if read else {})})
        index.create()
        return name

    def _write(self, rows: Sequence[SearchEntry], targets: Sequence[str]) -> None:
        operations = [operation for name in targets for operation in _operations(rows, name)]
        _done, failed = helpers.bulk(self.patient, operations, raise_on_error=False)
        # 409: the index has a newer version; 404: there was nothing to delete.
        bad = [item for item in failed if next(iter(item.values()))["status"] not in (404, 409)]  # type: ignore[union-attr]
        if bad:
            raise EngineAwayError(str(bad[0])[:500])


def _operations(rows: Iterable[SearchEntry], index: str) -> Iterator[dict[str, Any]]:
    for row in rows:
        about = {"_index": index, "_id": str(row.pk), "version": row.version, "version_type": "external_gte"}
        if row.state == SearchEntry.State.LIVE:
            yield {"_op_type": "index", **about, "_source": _document(row)}
        else:
            yield {"_op_type": "delete", **about}


def _document(row: SearchEntry) -> dict[str, Any]:
    facets: dict[str, list[str]] = {}
    labels: dict[str, list[str]] = {}
    for name, value, label in row.facets:
        facets.setdefault(name, []).append(value)
        labels.setdefault(name, []).append(f"{value}{SEPARATOR}{label}")
    names = words_of(row.title)
    said = f"{row.summary} {' '.join(row.topics)}"
    return {
        "title": row.title,
        "summary": said,
        "body": row.body,
        "alike": " ".join(sorted({*names, *words_of(said)})),
        "folded": " ".join(names),
        "kind": row.kind,
        "tokens": [token.token for token in row.audience.tokens.all()],
        "outdone_by": [token.token for token in row.outdone_by.tokens.all()] if row.outdone_by else [],
        "facets": facets,
        "labels": labels,
        "fresh_at": row.fresh_at,
        "standing": row.standing,
        "entry_id": f"{row.pk:012d}",
    }


def batches(rows: Any, size: int = BATCH) -> Iterator[list[SearchEntry]]:
    batch: list[SearchEntry] = []
    for row in rows.order_by("pk").iterator(chunk_size=size):
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
