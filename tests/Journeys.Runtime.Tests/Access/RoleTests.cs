using Journeys.Runtime.Access;

namespace Journeys.Runtime.Tests.Access;

public sealed class RoleTests
{
    private static readonly string[] Writing =
    [
        .. ApiAddress
            .All.Where(address => address.Needs is not (null or Role.Reader))
            .Select(address => $"{address.Method} {address.Path}"),
    ];

    [Theory]
    [InlineData(Role.Reader)]
    [InlineData(Role.Marketing)]
    [InlineData(Role.Sales)]
    [InlineData(Role.Operations)]
    [InlineData(Role.Admin)]
    public void Everybody_but_senders_of_events_may_read(Role role) =>
        Assert.All(
            ApiAddress.All.Where(address => address.Needs == Role.Reader),
            address => Assert.True(new Caller("x", "y", [role]).May(address.Needs!.Value))
        );

    [Fact]
    public void Each_role_changes_only_what_it_is_for()
    {
        Assert.Empty(Changes(Role.Reader));
        Assert.Equal(["POST /api/events"], Changes(Role.Events));
        Assert.Equal(["PUT /api/journeys/{journey}"], Changes(Role.Marketing));
        Assert.Equal(["POST /api/tasks/{id}/{outcome}"], Changes(Role.Sales));
        Assert.Contains("POST /api/instances/{id}/{action}", Changes(Role.Operations));
        Assert.DoesNotContain(Changes(Role.Operations), address => address.Contains("/keys", StringComparison.Ordinal));
        Assert.Equal(Writing, Changes(Role.Admin));
    }

    [Fact]
    public void What_is_not_in_the_table_is_the_admins_alone() =>
        Assert.Equal(Role.Admin, ApiAddress.Of("POST", "/api/something/new").Needs);

    private static IEnumerable<string> Changes(Role role) =>
        from address in ApiAddress.All
        where address.Needs is not (null or Role.Reader) && new Caller("x", "y", [role]).May(address.Needs.Value)
        select $"{address.Method} {address.Path}";
}
