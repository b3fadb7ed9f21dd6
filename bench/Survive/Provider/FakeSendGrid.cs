using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Bench.Survive.Provider;

/// <summary>
/// SendGrid on this machine: takes mails over HTTP as SendGrid does, and counts them. It has moods, and can stop working
/// for a while with all that it was asked still in its hands. Source:
/// twilio.com/docs/sendgrid/api-reference/mail-send/mail-send.
/// </summary>
internal sealed class FakeSendGrid : IAsyncDisposable
{
    public const string Key = "SG.of-this-machine";

    /// <summary>The seconds for which it wants to be left alone after <see cref="Mood.WantsAPause"/>.</summary>
    public const int Pause = 1;

    private const string TooMany = """{"errors":[{"field":null,"message":"too many requests"}]}""";
    private const string Broken = """{"errors":[{"field":null,"message":"internal error"}]}""";
    private const string WhoAreYou = """{"errors":[{"field":null,"message":"authorization required"}]}""";

    private readonly WebApplication app;
    private readonly Func<string, int, Mood> moods;
    private int numbered;
    private volatile TaskCompletionSource working = Works();

    private FakeSendGrid(WebApplication app, Func<string, int, Mood> moods)
    {
        (this.app, this.moods) = (app, moods);
        app.MapPost("/v3/mail/send", SendAsync);
    }

    public Uri Address => new(app.Urls.Single());

    public Postbox Box { get; } = new();

    /// <summary>Told of each mail that is taken.</summary>
    public Action<TakenMail> Took { get; set; } = _ => { };

    /// <summary>Whether it is well, and takes whatever it is asked.</summary>
    public bool IsWell { get; set; }

    /// <summary>Starts it on a free port.</summary>
    /// <param name="moods">What it does with the mail of an effect that it is asked for the how-manieth time, from 1.</param>
    public static async Task<FakeSendGrid> StartAsync(Func<string, int, Mood> moods)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var fake = new FakeSendGrid(builder.Build(), moods);
        await fake.app.StartAsync();
        return fake;
    }

    /// <summary>Stops working: requests are received, and stay unanswered.</summary>
    public void Freeze() => working = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Goes on, also with what came meanwhile and whose sender has long given up.</summary>
    public void Thaw() => working.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Thaw();
        await app.DisposeAsync();
    }

    private async Task SendAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body);
        await working.Task;
        if (context.Request.Headers.Authorization != $"Bearer {Key}")
        {
            await AnswerAsync(context, HttpStatusCode.Unauthorized, WhoAreYou);
            return;
        }

        var message = $"message-{Interlocked.Increment(ref numbered)}";
        var mail = TakenMail.Read(request.RootElement, message);
        var mood = moods(mail.Effect, Box.Ask(mail.Effect));
        await JudgeAsync(context, mail, IsWell ? Mood.Takes : mood);
    }

    private Task JudgeAsync(HttpContext context, TakenMail mail, Mood mood)
    {
        if (mood is Mood.Takes or Mood.TakesAndHangsUp)
        {
            Box.Take(mail);
            Took(mail);
        }

        switch (mood)
        {
            case Mood.Takes:
                context.Response.Headers["X-Message-Id"] = mail.Message;
                return AnswerAsync(context, HttpStatusCode.Accepted, "");
            case Mood.WantsAPause:
                context.Response.Headers.RetryAfter = $"{Pause}";
                return AnswerAsync(context, HttpStatusCode.TooManyRequests, TooMany);
            case Mood.Fails:
                return AnswerAsync(context, HttpStatusCode.InternalServerError, Broken);
            default:
                context.Abort();
                return Task.CompletedTask;
        }
    }

    private static Task AnswerAsync(HttpContext context, HttpStatusCode status, string body)
    {
        context.Response.StatusCode = (int)status;
        return context.Response.WriteAsync(body);
    }

    private static TaskCompletionSource Works()
    {
        var works = new TaskCompletionSource();
        works.SetResult();
        return works;
    }
}
