using System.Text.Json.Nodes;
using NodaTime;

namespace Journeys.Local.Demo.World;

/// <summary>What the leads do first: they download a guide or raise a hand, and the CRM tells of those it knows.</summary>
internal sealed class FirstSteps(IReadOnlyList<Lead> leads)
{
    private const double OverQueue = 0.5;
    private const double SentTwice = 0.03;
    private const double BuysAtOnce = 0.015;

    private static readonly string[] OfContact =
    [
        "firstName",
        "lastName",
        "name",
        "company",
        "jobTitle",
        "country",
        "timeZone",
        "language",
        "phone",
        "preferredChannel",
        "owner",
        "source",
        "interest",
    ];

    public void PlanAll(Plan plan)
    {
        foreach (var lead in leads.Where(lead => lead.Trigger != "dormant"))
        {
            PlanFirst(plan, lead);
        }

        foreach (var day in leads.Where(lead => lead.Trigger == "dormant").GroupBy(lead => lead.At.InUtc().Date))
        {
            plan.Add(day.Max(lead => lead.At), new Act.SendAll([.. day.Select(Synchronised)]));
        }
    }

    /// <summary>What a lead does first, as the event that tells of it.</summary>
    public static OutsideEvent First(Lead lead) => lead.Trigger == "webinar" ? HandRaised(lead) : Downloaded(lead);

    private static void PlanFirst(Plan plan, Lead lead)
    {
        var first = First(lead);
        var (door, other) = Chance.Of(lead.Id, "door") < OverQueue ? (Door.Queue, Door.Http) : (Door.Http, Door.Queue);
        plan.Add(lead.At, new Act.Send(first, door));
        if (Chance.Of(lead.Id, "sent twice") < SentTwice)
        {
            plan.Add(lead.At + Chance.Hours(lead.Id, "sent again", 0.1, 2), new Act.Send(first, other));
        }

        if (Chance.Of(lead.Id, "buys at once") < BuysAtOnce)
        {
            var at = lead.At + Chance.Hours(lead.Id, "bought", 20, 50);
            plan.Add(at, new Act.Send(Won(lead, at), Door.Queue));
        }
    }

    private static OutsideEvent Downloaded(Lead lead)
    {
        var data = About(lead);
        data["topic"] = lead["interest"];
        data["title"] = lead["title"];
        return OutsideEvent.Of(OutsideEvent.Website, "whitepaper.downloaded", lead.Id, lead.At, data);
    }

    private static OutsideEvent HandRaised(Lead lead)
    {
        var data = About(lead);
        Add(data, "webinar", lead["title"]);
        Add(data, "question", lead["question"]);
        Add(data, "topic", lead["interest"]);
        return OutsideEvent.Of(OutsideEvent.Webinars, "webinar.handRaised", lead.Id, lead.At, data);
    }

    private static OutsideEvent Synchronised(Lead lead)
    {
        var data = About(lead);
        data["system"] = "CRM";
        if (lead["lastTouchDaysAgo"] is { } days)
        {
            var last = lead.At - Duration.FromDays(int.Parse(days));
            data["contact"]!["lastTouchpointAt"] = last.ToString();
        }

        return OutsideEvent.Of(OutsideEvent.Crm, "account.synchronised", lead.Id, lead.At, data);
    }

    private static OutsideEvent Won(Lead lead, Instant at)
    {
        var data = new JsonObject { ["amount"] = 18_000 + (1_000 * (lead.Id.Length % 9)), ["currency"] = "EUR" };
        return OutsideEvent.Of(OutsideEvent.Crm, "opportunity.won", lead.Id, at, data);
    }

    // What every system says of the person and the account.
    private static JsonObject About(Lead lead)
    {
        var contact = new JsonObject();
        foreach (var column in OfContact)
        {
            Add(contact, column, lead[column]);
        }

        if (lead["consentMarketing"] is { } consent)
        {
            contact["consent"] = new JsonObject { ["marketing"] = consent == "true" };
        }

        var data = new JsonObject { ["contact"] = contact };
        if (lead["accountId"] is { } account)
        {
            data["account"] = AccountOf(lead, account);
        }

        return data;
    }

    private static JsonObject AccountOf(Lead lead, string id)
    {
        var account = new JsonObject { ["id"] = id };
        Add(account, "name", lead["company"]);
        Add(account, "industry", lead["industry"]);
        Add(account, "country", lead["country"]);
        Add(account, "owner", lead["owner"]);
        if (int.TryParse(lead["employees"], out var employees))
        {
            account["employees"] = employees;
        }

        return account;
    }

    private static void Add(JsonObject into, string name, string? text)
    {
        if (text is not null)
        {
            into[name] = text;
        }
    }
}
