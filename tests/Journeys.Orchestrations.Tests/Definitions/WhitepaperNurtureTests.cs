using Journeys.Orchestrations.Tests.Machine;

namespace Journeys.Orchestrations.Tests.Definitions;

/// <summary>The whitepaper's journey, way by way.</summary>
public sealed class WhitepaperNurtureTests
{
    [Fact]
    public void A_click_leads_by_way_of_inside_sales_to_the_account_manager()
    {
        Downloaded()
            .ThenExactly("waiting at engaged until 2026-03-05 10:00", "1.1.1.1 email thank-you (marketing)")
            .At("2026-03-03 11:00")
            .Event("email.clicked", about: "1.1.1.1")
            .ThenExactly(
                "waiting at qualify for an answer until 2026-03-03 14:00",
                Qualify("1.3.1.1", "2026-03-03 15:00")
            );
    }

    private static Journey Downloaded() =>
        Journey.Shipped("whitepaper-nurture").Enter("whitepaper.downloaded", """{ "topic": "energy" }""");

    private static string Qualify(string id, string due) =>
        $"{id} open task \"Qualify {{{{contact.name}}}}\" for inside-sales due {due}"
        + " [qualified, not-now, rejected] asking contact.budget, contact.timeline";
}
