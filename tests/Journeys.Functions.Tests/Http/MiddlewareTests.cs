using Journeys.Functions.Http;
using Journeys.Runtime;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Functions.Tests.Http;

public sealed class MiddlewareTests
{
    private readonly ApiMiddleware middleware = new(Guard());

    private const string Function = HealthFunctions.Get;

    [Fact]
    public void An_orchestrator_is_reached_without_a_single_await()
    {
        // Durable takes an unfinished task for a forbidden wait, unless the orchestrator itself made it.
        var orchestrator = new TaskCompletionSource();

        var invoked = middleware.Invoke(new FunctionDouble("Journey"), _ => orchestrator.Task);

        Assert.Same(orchestrator.Task, invoked);
    }

    [Fact]
    public async Task A_fault_of_a_function_that_answers_no_request_is_left_to_the_platform()
    {
        var fault = new InvalidOperationException("broken");

        var seen = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            middleware.Invoke(new FunctionDouble("EventsFromQueue"), _ => Task.FromException(fault))
        );

        Assert.Same(fault, seen);
    }

    [Fact]
    public async Task A_body_may_have_as_many_bytes_as_on_the_local_host()
    {
        var http = new DefaultHttpContext();
        var limit = new BodyLimit();
        http.Features.Set<IHttpMaxRequestBodySizeFeature>(limit);

        await middleware.ServeAsync(http, () => Task.CompletedTask, Function);

        Assert.Equal(8 * 1024 * 1024, limit.MaxRequestBodySize);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_with_413()
    {
        // What the worker's server throws when a function reads on.
        var tooLarge = new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);

        var problem = await middleware.ServeAsync(
            new DefaultHttpContext(),
            () => Task.FromException(tooLarge),
            Function
        );

        Assert.Equal(413, ((IStatusCodeHttpResult)problem!).StatusCode);
    }

    [Fact]
    public async Task A_fault_that_nobody_knows_is_ours_and_not_an_empty_answer()
    {
        var problem = await middleware.ServeAsync(
            new DefaultHttpContext(),
            () => Task.FromException(new InvalidOperationException("secret")),
            Function
        );

        var told = Assert.IsType<Problem>(((IValueHttpResult)problem!).Value);
        Assert.Equal((500, "Something is broken here"), (told.Status, told.Title));
        Assert.DoesNotContain("secret", told.Detail);
    }

    private static ApiGuard Guard()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ITables>(new InMemoryTables()).AddJourneysRuntime(new RuntimeSettings());
        return services.BuildServiceProvider().GetRequiredService<ApiGuard>();
    }

    private sealed class BodyLimit : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly => false;

        public long? MaxRequestBodySize { get; set; } = 30_000_000;
    }
}
