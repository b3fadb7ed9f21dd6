using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Contacts;

/// <summary>
/// A host that is the only writer keeps what it read and wrote. An answer that comes late must not take the place of what
/// was written meanwhile.
/// </summary>
public sealed class LateReadingTests
{
    private const string Ada = "ada@example.com";

    [Fact]
    public async Task A_late_reading_of_a_contact_does_not_bring_back_its_consent()
    {
        var world = await World.StartAsync();
        await world.SendAsync("contact.consented", data: """{ "class": "marketing", "channel": "email" }""");
        world.Restart();
        var contacts = world.Get<ContactStore>();
        var release = world.Tables.HoldNext(ContactRows.Table);
        var late = contacts.ReadAsync(Ada, default);

        await world.SendAsync(
            "contact.unsubscribed",
            id: "2",
            data: """{ "class": "marketing", "channel": "email" }"""
        );
        release.SetResult();

        Assert.True((await late).Permissions.Of("marketing", "email")!.Given);
        Assert.False((await contacts.ReadAnewAsync(Ada, default)).Permissions.Of("marketing", "email")!.Given);
    }

    [Fact]
    public async Task A_late_answer_to_a_write_does_not_take_the_place_of_the_next_write()
    {
        var world = await World.StartAsync();
        await world.SendAsync("page.viewed");
        var contacts = world.Get<ContactStore>();
        var release = world.Tables.HoldNext(ContactRows.Table);
        var late = world.SendAsync("page.viewed", id: "2", data: """{ "contact": { "stage": "lead" } }""");

        await world.SendAsync("page.viewed", id: "3", data: """{ "contact": { "stage": "customer" } }""");
        release.SetResult();
        await late;

        Assert.Equal("customer", (await contacts.ReadAnewAsync(Ada, default)).Profile.Text("stage"));
    }

    [Fact]
    public async Task A_write_that_was_cut_off_and_stored_all_the_same_is_read_again()
    {
        var world = await World.StartAsync();
        await world.SendAsync("page.viewed", data: """{ "contact": { "stage": "lead" } }""");
        var contacts = world.Get<ContactStore>();
        var release = world.Tables.HoldNext(ContactRows.Table);
        var touchpoint = new Touchpoint(
            "t",
            "page.viewed",
            world.Now,
            "test",
            null,
            Fields.Empty,
            Fields.Of(KeyValuePair.Create("stage", FieldValue.Of("customer")))
        );
        var cut = contacts.RecordAsync(Ada, touchpoint, default);
        release.SetCanceled();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cut);

        Assert.Equal("customer", (await contacts.ReadAnewAsync(Ada, default)).Profile.Text("stage"));
    }

    [Fact]
    public async Task A_late_reading_of_an_account_does_not_bring_back_what_it_was()
    {
        var world = await World.StartAsync();
        var industry = (string value) => Fields.Of(KeyValuePair.Create("industry", FieldValue.Of(value)));
        await world.Get<AccountStore>().MergeAsync("acme", industry("steel"), default);
        world.Restart();
        var accounts = world.Get<AccountStore>();
        var release = world.Tables.HoldNext(AccountStore.Table);
        var late = accounts.ReadAsync("acme", default);

        await accounts.MergeAsync("acme", industry("energy"), default);
        release.SetResult();

        Assert.Equal("steel", (await late).Text("industry"));
        Assert.Equal("energy", (await accounts.ReadAsync("acme", default)).Text("industry"));
        await accounts.MergeAsync("acme", industry("steel"), default);
        Assert.Equal("steel", (await accounts.ReadAsync("acme", default)).Text("industry"));
    }

    [Fact]
    public async Task A_late_reading_of_the_workspace_does_not_bring_back_its_old_files()
    {
        var world = await World.StartAsync(steps: null);
        var workspace = world.Get<Workspace>();
        await workspace.WriteAsync(null, "{ \"old\": 1 }", default);
        var release = world.Tables.HoldNext(CatalogRows.Table);
        var late = workspace.FieldsAsync(default).AsTask();

        await workspace.WriteAsync(null, "{ \"new\": 1 }", default);
        release.SetResult();

        Assert.Equal("{ \"old\": 1 }", await late);
        Assert.Equal("{ \"new\": 1 }", await workspace.FieldsAsync(default));
    }

    [Fact]
    public async Task A_late_reading_does_not_forget_the_secret_by_which_erased_contacts_are_known()
    {
        var world = await World.StartAsync(steps: null);
        var hashes = world.Get<ContactHash>();
        var release = world.Tables.HoldNext(ErasureRows.Table);
        var late = hashes.IfAnyAsync(Ada, default);

        var hash = await hashes.OfAsync(Ada, default);
        release.SetResult();
        await late;

        Assert.Equal(hash, await hashes.IfAnyAsync(Ada, default));
    }
}
