using System.CommandLine;
using System.Globalization;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Access;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys key</c>: who may come in, and as what.</summary>
internal static class KeyCommand
{
    public static Command Create(Shell shell) =>
        new("key", "API keys: make, list, replace and revoke them; needs an admin's key")
        {
            Make(shell),
            List(shell),
            Rotate(shell),
            Revoke(shell),
        };

    private static Command Make(Shell shell)
    {
        var name = new Argument<string>("name") { Description = "Whose it will be: a system or a person" };
        var roles = new Option<string[]>("--role")
        {
            Description = $"What it opens: {string.Join(", ", RoleWords.All)}; may be given again",
            HelpName = "role",
            Required = true,
        };
        var expires = Date("--expires", "From when on it opens nothing; never unless told");
        var by = By();
        var command = new Command("create", "Make a key; it is shown once") { name, roles, expires, by };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var request = new CreateKeyRequest(
                    parsed.GetRequiredValue(name),
                    parsed.GetRequiredValue(roles),
                    Read(parsed.GetValue(expires), "--expires"),
                    parsed.GetValue(by) ?? shell.Surroundings.User
                );
                return session.Print(
                    await session.Api.CreateKeyAsync(request, cancelled),
                    issued => Print(session.Screen, issued)
                );
            }
        );
        return command;
    }

    private static Command List(Shell shell)
    {
        var command = new Command("list", "The keys there are, newest first; never the keys themselves");
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                return session.Print(await session.Api.KeysAsync(cancelled), page => Print(session.Screen, page));
            }
        );
        return command;
    }

    private static Command Rotate(Shell shell)
    {
        var id = Id();
        var until = Date("--until", "When the old key ends; in a week unless told");
        var by = By();
        var command = new Command(
            "rotate",
            "Make another key with the same name and roles; both open until the old one ends"
        )
        {
            id,
            until,
            by,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var request = new RotateKeyRequest(
                    Read(parsed.GetValue(until), "--until"),
                    parsed.GetValue(by) ?? shell.Surroundings.User
                );
                return session.Print(
                    await session.Api.RotateKeyAsync(parsed.GetRequiredValue(id), request, cancelled),
                    issued => Print(session.Screen, issued)
                );
            }
        );
        return command;
    }

    private static Command Revoke(Shell shell)
    {
        var id = Id();
        var by = By();
        var command = new Command("revoke", "Take a key away, for good") { id, by };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var who = parsed.GetValue(by) ?? shell.Surroundings.User;
                return session.Print(
                    await session.Api.RevokeKeyAsync(parsed.GetRequiredValue(id), who, cancelled),
                    key =>
                        session.Screen.Line(
                            $"Key {key.Id} of {key.Name} opens nothing any more; other processes learn it within {Keyring.Age.TotalSeconds} seconds."
                        )
                );
            }
        );
        return command;
    }

    private static void Print(Screen screen, IssuedKey issued)
    {
        screen.Line($"{issued.Key}");
        screen.Line(
            $"[grey]This is the key of {issued.Summary.Name} ({Roles(issued.Summary)}). It is shown this once: keep it safe.[/]"
        );
        if (issued.Replaces is { } old)
        {
            screen.Line($"[grey]Key {old.Id} opens too, until {Day(old.Expires)}.[/]");
        }
    }

    private static void Print(Screen screen, Page<KeySummary> page)
    {
        if (page.Items.Count == 0)
        {
            screen.Line($"No key was made yet; the host's own, of its settings, is not listed.");
            return;
        }

        var list = new Listing().Id("ID").Text("NAME").Text("ROLES").Word("STATE").Word("MADE").Text("BY").Word("ENDS");
        foreach (var key in page.Items)
        {
            list.Row(
                key.Id,
                key.Name,
                Roles(key),
                new(key.State, key.State == "valid" ? "green" : "grey"),
                Day(key.CreatedAt),
                key.CreatedBy,
                Day(key.RevokedAt ?? key.Expires)
            );
        }

        list.Print(screen);
    }

    private static string Roles(KeySummary key) => string.Join(", ", key.Roles);

    // By the wall's clock, as keys are; the host's may run ahead.
    private static string Day(DateTimeOffset? at) =>
        at is { } day ? day.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : "";

    private static Argument<string> Id() => new("id") { Description = "The key's id, from journeys key list" };

    private static Option<string?> By() =>
        new("--by") { Description = "Who does it; your user name unless told", HelpName = "name" };

    private static Option<string?> Date(string name, string description) =>
        new(name) { Description = $"{description}; like 2027-01-01 or 2027-01-01T08:00:00Z", HelpName = "date" };

    private static DateTimeOffset? Read(string? text, string option) =>
        text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
        : throw new UsageException($"\"{option} {text}\" is no date: write it like {option} 2027-01-01.");
}
