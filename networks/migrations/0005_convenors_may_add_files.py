"""Convenors edit files by the rights that Wagtail asks for: those of its own models, whichever model we use."""

from __future__ import annotations

from django.db import migrations

RIGHTS = {
    "wagtaildocs": ["add_document", "change_document", "choose_document"],
    "wagtailimages": ["add_image", "change_image", "choose_image"],
}


def grant(apps, schema_editor):
    network_model = apps.get_model("networks", "Network")
    permission = apps.get_model("auth", "Permission")
    granted = apps.get_model("wagtailcore", "GroupCollectionPermission")
    wanted = [
        right
        for label, names in RIGHTS.items()
        for right in permission.objects.filter(content_type__app_label=label, codename__in=names)
    ]
    for network in network_model.objects.exclude(group=None).exclude(collection=None):
        mine = granted.objects.filter(group_id=network.group_id, collection_id=network.collection_id)
        mine.filter(permission__content_type__app_label="files").delete()
        for right in wanted:
            granted.objects.get_or_create(
                group_id=network.group_id, collection_id=network.collection_id, permission=right
            )


class Migration(migrations.Migration):
    dependencies = [
        ("networks", "0004_archives_of_networks"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
