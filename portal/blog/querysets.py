"""Reads of posts, categories and governments, as words."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import TruncMonth
from wagtail.models import PageManager

from portal.cms.querysets import BasePageQuerySet

NEWEST = (models.F("posted_on").desc(nulls_last=True), "-pk")


class PostQuerySet(BasePageQuerySet):
    def newest_first(self) -> PostQuerySet:
        return self.order_by(*NEWEST)

    def for_cards(self) -> PostQuerySet:
        """In order, with the words a card shows."""
        return self.newest_first().prefetch_related("bylines")

    def in_category(self, category: models.Model) -> PostQuerySet:
        return self.filter(categories=category)

    def of_month(self, year: int, month: int) -> PostQuerySet:
        return self.filter(posted_on__year=year, posted_on__month=month)

    def months(self) -> models.QuerySet:
        """Each month with posts, and how many; those without a date come under no month."""
        return (
            self.order_by()
            .annotate(month=TruncMonth("posted_on"))
            .values("month")
            .annotate(posts=models.Count("pk"))
            .order_by("-month")
        )

    def before(self, post: models.Model) -> PostQuerySet:
        """Those posted earlier, the nearest first."""
        earlier = models.Q(posted_on__lt=post.posted_on) | models.Q(posted_on=post.posted_on, pk__lt=post.pk)  # type: ignore[attr-defined]
        return self.filter(earlier).order_by("-posted_on", "-pk")

    def after(self, post: models.Model) -> PostQuerySet:
        later = models.Q(posted_on__gt=post.posted_on) | models.Q(posted_on=post.posted_on, pk__gt=post.pk)  # type: ignore[attr-defined]
        return self.filter(later).order_by("posted_on", "pk")

    def around(self, post: models.Model) -> tuple[models.Model | None, models.Model | None]:
        """The nearest earlier and the nearest later one, in one query."""
        ends = [models.Subquery(posts.values("pk")[:1]) for posts in (self.before(post), self.after(post))]
        place = (post.posted_on, post.pk)  # type: ignore[attr-defined]
        both = list(self.filter(models.Q(pk=ends[0]) | models.Q(pk=ends[1])))
        earlier = next((near for near in both if (near.posted_on, near.pk) < place), None)
        later = next((near for near in both if (near.posted_on, near.pk) > place), None)
        return earlier, later

    def related_to(self, post: models.Model) -> PostQuerySet:
        """Others that share a category, a theme or a tag with this one."""
        topics = self.model._meta.apps.get_model("cms", "PageTopic").objects
        of_post = topics.filter(content_object_id=post.pk).values("tag")
        tagged = models.Exists(topics.filter(content_object_id=models.OuterRef("pk"), tag__in=of_post))
        through = self.model.categories.through.objects  # type: ignore[attr-defined]
        theme_through = self.model.themes.through.objects  # type: ignore[attr-defined]
        filed = models.Exists(
            through.filter(
                postpage_id=models.OuterRef("pk"),
                category__in=through.filter(postpage_id=post.pk).values("category"),
            )
        )
        themed = models.Exists(
            theme_through.filter(
                postpage_id=models.OuterRef("pk"), theme__in=theme_through.filter(postpage_id=post.pk).values("theme")
            )
        )
        return self.exclude(pk=post.pk).filter(tagged | filed | themed).newest_first()


PostManager = PageManager.from_queryset(PostQuerySet)


class CategoryQuerySet(models.QuerySet):
    def with_counts(self, user: AbstractBaseUser | AnonymousUser) -> CategoryQuerySet:
        """Those with posts this person may read, and how many (`post_count`)."""
        posts = self.model._meta.get_field("posts").related_model.objects.visible_to(user)
        return self.annotate(
            post_count=models.Count("posts", filter=models.Q(posts__in=posts.values("pk")), distinct=True)
        ).filter(post_count__gt=0)


class GovernmentQuerySet(models.QuerySet):
    def ended(self, today: date) -> GovernmentQuerySet:
        return self.filter(left_office__isnull=False, left_office__lte=today)

    def in_office_on(self, day: date) -> GovernmentQuerySet:
        """On a day of change both were: the newer comes first."""
        return (
            self.filter(took_office__lte=day)
            .filter(models.Q(left_office__gte=day) | models.Q(left_office=None))
            .order_by("-took_office")
        )
