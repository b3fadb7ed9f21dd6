using System.Collections.Immutable;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Scenarios;

/// <summary>
/// A story that a journey is held to: given a contact, when these things happen, expect exactly this. Read from a file
/// <c>tests/*.scenario.json</c> beside the journey.
/// </summary>
/// <param name="File">The file, as the author knows it.</param>
/// <param name="Title">What it shows, as a sentence.</param>
/// <param name="Given">What is known before anything happens.</param>
/// <param name="When">What happens, in time order.</param>
/// <param name="Expect">What the journey does, in time order: no more and no less, but for decisions and refusals.</param>
/// <param name="End">Where the contact stands at the end.</param>
/// <param name="Until">The instant up to which it is played, inclusive.</param>
public sealed record Scenario(
    string File,
    string Title,
    Given Given,
    ImmutableArray<Happening> When,
    ImmutableArray<Expectation> Expect,
    ExpectedEnd End,
    Instant Until
);

/// <summary>What is known before anything happens.</summary>
/// <param name="Contact">The contact: its fields, and what it did before.</param>
/// <param name="Account">What is known of its account.</param>
/// <param name="At">When the story begins.</param>
public sealed record Given(Contact Contact, Fields Account, Instant At);
