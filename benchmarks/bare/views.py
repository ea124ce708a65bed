"""Lists of 50 by keyset, records, one creation, and a word of greeting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from .models import Organisation, Partnership, Person


def hello(request):
    return HttpResponse("hello")


def _page(request, rows, by, size=50):
    after, key = request.GET.get("after", ""), request.GET.get("id", 0)
    if after:
        rows = rows.filter(Q(**{f"{by}__gte": after}), Q(**{f"{by}__gt": after}) | Q(id__gt=key))
    found = list(rows.order_by(by, "id")[: size + 1])
    return {"rows": found[:size], "last": found[size - 1] if len(found) > size else None}


@login_required
def people(request):
    rows = Person.objects.filter(memberships__organisation=request.GET["of"])
    return render(
        request,
        "bare/people.html",
        _page(request, rows.prefetch_related("memberships__organisation"), "name"),
    )


@login_required
def organisations(request):
    return render(request, "bare/organisations.html", _page(request, Organisation.objects.all(), "name"))


@login_required
def partnerships(request):
    rows = Partnership.objects.filter(host=request.GET["of"]).select_related("host")
    return render(
        request,
        "bare/partnerships.html",
        _page(request, rows.annotate(number=Count("engagements")), "title", size=30),
    )


@login_required
def person(request, code):
    found = get_object_or_404(Person.objects.prefetch_related("memberships__organisation"), code=code)
    return render(request, "bare/person.html", {"person": found})


@login_required
def partnership(request, code):
    rows = Partnership.objects.select_related("host").prefetch_related("engagements__person")
    return render(request, "bare/partnership.html", {"partnership": get_object_or_404(rows, code=code)})


class OrganisationForm(ModelForm):
    class Meta:
        model = Organisation
        fields = "__all__"  # noqa: DJ007  (bare is bare)


@login_required
def new_organisation(request):
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        made = form.save()
        messages.success(request, "Done.")
        return redirect(made)
    return render(request, "bare/new.html", {"form": form})
