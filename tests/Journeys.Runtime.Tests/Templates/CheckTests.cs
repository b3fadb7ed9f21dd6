using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime.Templates;

namespace Journeys.Runtime.Tests.Templates;

public sealed class CheckTests
{
    private const string Variable = "there is no variable";
    private const string Declare = "declare the field in workspace/fields.json if it is new.";

    [Theory]
    [InlineData(
        "Hi\n {{contact.firstNam}}",
        $"2:4 error J404: {Variable} \"contact.firstNam\": {Declare} Did you mean \"contact.firstName\"?"
    )]
    [InlineData("{{contact.shoeSizeInFrance}}", $"1:3 error J404: {Variable} \"contact.shoeSizeInFrance\": {Declare}")]
    [InlineData(
        "{{account.nam}}",
        $"1:3 error J404: {Variable} \"account.nam\": {Declare} Did you mean \"account.name\"?"
    )]
    [InlineData(
        "{{event.topik}}",
        $"1:3 error J404: {Variable} \"event.topik\": {Declare} Did you mean \"event.topic\"?"
    )]
    [InlineData("{{journey.name}}", $"1:3 error J404: {Variable} \"journey.name\". Did you mean \"journey.title\"?")]
    [InlineData(
        "{{contacts.name}}",
        $"1:3 error J404: {Variable} \"contacts.name\": variables begin with contact, account, event, steps or journey, or are unsubscribeUrl or preferencesUrl. Did you mean \"contact.name\"?"
    )]
    [InlineData(
        "{{firstName}}",
        $"1:3 error J404: {Variable} \"firstName\": variables begin with contact, account, event, steps or journey, or are unsubscribeUrl or preferencesUrl."
    )]
    [InlineData("{{contact.name.Length}}", $"1:3 error J404: {Variable} \"contact.name.Length\": {Declare}")]
    [InlineData(
        "{{contact}}",
        "1:3 error J404: \"contact\" stands for several values: name one of them, such as contact.account"
    )]
    [InlineData(
        "{{contact.consent}}",
        "1:3 error J404: \"contact.consent\" stands for several values: name one of them, such as contact.consent.marketing"
    )]
    [InlineData(
        "{{steps.qualifi.outcome}}",
        "1:3 error J404: there is no step \"qualifi\" in this journey. Did you mean \"qualify\"?"
    )]
    [InlineData(
        "{{steps.qualify.outcom}}",
        "1:3 error J404: a step has outcome, by, and answers with a field's name, found \"outcom\". Did you mean \"outcome\"?"
    )]
    [InlineData(
        "{{#if contact.fone}}x{{/if}}",
        $"1:7 error J404: {Variable} \"contact.fone\": {Declare} Did you mean \"contact.phone\"?"
    )]
    [InlineData(
        "{{default contact.fone \"x\"}}",
        $"1:11 error J404: {Variable} \"contact.fone\": {Declare} Did you mean \"contact.phone\"?"
    )]
    [InlineData(
        "{{default (date contact.fone) \"x\"}}",
        $"1:17 error J404: {Variable} \"contact.fone\": {Declare} Did you mean \"contact.phone\"?"
    )]
    [InlineData(
        "{{#with contact}}{{fone}}{{/with}}",
        $"1:20 error J404: {Variable} \"contact.fone\": {Declare} Did you mean \"contact.phone\"?"
    )]
    [InlineData(
        "{{#with contact}}{{event.topic}}{{/with}}",
        $"1:20 error J404: {Variable} \"contact.event.topic\": {Declare} Within {{{{#with}}}}, write ../event.topic."
    )]
    [InlineData(
        "{{#with contact.name}}{{/with}}",
        "1:9 error J404: {{#with}} takes a group of variables, such as contact, found \"contact.name\""
    )]
    [InlineData(
        "{{#each contact.tags}}{{name}}{{/each}}",
        "1:25 error J404: the items of a list have no \"name\": write {{this}}"
    )]
    [InlineData(
        "{{#each contact.tags}}{{contact.name}}{{/each}}",
        "1:25 error J404: the items of a list have no \"contact.name\": write {{this}} or ../contact.name"
    )]
    [InlineData("{{../contact.name}}", "1:3 error J404: \"../contact.name\" leads out of the template: remove ../")]
    [InlineData(
        "{{#if contact.name}}{{../contact.name}}{{/if}}",
        "1:23 error J404: \"../contact.name\" leads out of the template: remove ../"
    )]
    [InlineData(
        "{{@index}}",
        "1:3 error J404: there is no \"@index\" here: @index, @first and @last are known within {{#each}}"
    )]
    [InlineData(
        "{{@run}}",
        "1:3 error J404: there is no \"@run\" here: @index, @first and @last are known within {{#each}}"
    )]
    public void A_variable_that_does_not_exist_is_named_with_its_place(string template, string expected) =>
        Assert.Equal([$"hello.txt:{expected}"], Samples.Findings(template));

    [Theory]
    [InlineData("a\nb {{contact.name", "2:3 error J403: this {{ is never closed: end it with }}")]
    [InlineData("{{contact.name }", "1:16 error J403: found }, expected a variable such as contact.firstName, or }}")]
    [InlineData("{{contact.name\n{{contact.email}}", "1:1 error J403: this {{ is never closed: end it with }}")]
    [InlineData("{{}}", "1:1 error J403: there is nothing between {{ and }}: name a variable")]
    [InlineData("{{! open", "1:1 error J403: the comment is never closed: end it with \"}}\"")]
    [InlineData("{{!-- open }}", "1:1 error J403: the comment is never closed: end it with \"--}}\"")]
    [InlineData("{{default contact.name \"x}}", "1:24 error J403: this text is never closed: end it with \"")]
    [InlineData("{{#if contact.name}}x", "1:1 error J403: {{#if}} is never closed: write {{/if}} where it ends")]
    [InlineData("x{{/if}}", "1:2 error J403: {{/if}} closes nothing: write {{#if …}} before it, or remove it")]
    [InlineData("{{#if contact.name}}x{{/each}}", "1:22 error J403: {{/each}} stands where {{/if}} was expected")]
    [InlineData("{{else}}", "1:1 error J403: this {{else}} is in no block: write {{#if …}} before it")]
    [InlineData(
        "{{#if contact.name}}{{else unless contact.email}}{{/if}}",
        "1:21 error J403: expected {{else}} or {{else if …}} with one variable"
    )]
    [InlineData(
        "{{#if contact.name}}{{^}}{{/if}}",
        "1:21 error J403: {{^…}} is not read: write {{else}}, or {{#unless …}}"
    )]
    [InlineData(
        "{{contact.[first name]}}",
        "1:11 error J403: […] is not read: a name has letters, digits, \"-\" and \"_\""
    )]
    [InlineData(
        "{{default contact.name other=\"x\"}}",
        "1:29 error J403: named arguments (name=value) are not read: give the value alone"
    )]
    [InlineData(
        "{{#each contact.tags as |tag|}}{{/each}}",
        "1:25 error J403: \"as |name|\" is not read: use {{this}} within the block"
    )]
    [InlineData("{{\"text\"}}", "1:3 error J403: \"text\" is no variable: write it without {{ and }}")]
    [InlineData(
        ".a {color: {{event.topic}}}",
        "1:27 error J403: a } right behind }} is taken for a part of it: put a space between them"
    )]
    [InlineData("{{12}}", "1:3 error J403: \"12\" is no variable: write it without {{ and }}")]
    public void What_cannot_be_read_is_named_with_its_place(string template, string expected) =>
        Assert.Contains($"hello.txt:{expected}", Samples.Findings(template));

    [Theory]
    [InlineData(
        "{{{contact.name}}}",
        "1:1 error J406: {{{…}}} prints a value without escaping it, so that a contact's name could become HTML: write {{…}}"
    )]
    [InlineData(
        "{{{{contact.name}}}}",
        "1:1 error J406: {{{…}}} prints a value without escaping it, so that a contact's name could become HTML: write {{…}}"
    )]
    [InlineData("{{&contact.name}}", "1:1 error J406: {{&…}} prints a value without escaping it: write {{…}}")]
    [InlineData("{{~{contact.name}}}", "1:4 error J403: found {, expected a variable such as contact.firstName, or }}")]
    [InlineData(
        "{{> footer}}",
        "1:1 error J407: parts of other files are not available in templates: write the text here"
    )]
    [InlineData(
        "{{#> layout}}",
        "1:1 error J407: parts of other files are not available in templates: write the text here"
    )]
    [InlineData(
        "{{#*inline \"x\"}}",
        "1:1 error J407: parts of other files are not available in templates: write the text here"
    )]
    [InlineData(
        "{{lookup contact \"name\"}}",
        "1:3 error J407: there is no helper \"lookup\": known are date and default."
    )]
    [InlineData(
        "{{defualt contact.name \"x\"}}",
        "1:3 error J407: there is no helper \"defualt\": known are date and default. Did you mean \"default\"?"
    )]
    [InlineData(
        "{{if contact.name}}",
        "1:3 error J407: there is no helper \"if\": known are date and default. Write {{#if …}} for a block."
    )]
    [InlineData(
        "{{#iff contact.name}}x{{/iff}}",
        "1:1 error J407: there is no block \"iff\": known are if, unless, each and with. Did you mean \"if\"?"
    )]
    [InlineData(
        "{{#contact.name}}x{{/contact.name}}",
        "1:1 error J407: there is no block \"contact.name\": known are if, unless, each and with."
    )]
    [InlineData("{{#if}}x{{/if}}", "1:1 error J408: {{#if}} takes one variable, found 0")]
    [InlineData("{{#if contact.name contact.email}}x{{/if}}", "1:1 error J408: {{#if}} takes one variable, found 2")]
    [InlineData(
        "{{default contact.name}}",
        "1:3 error J408: default takes a variable and what stands in for it: {{default contact.firstName \"there\"}}"
    )]
    [InlineData(
        "{{date}}",
        "1:3 error J408: date takes a variable and a pattern: {{date event.at \"d MMMM yyyy HH:mm\"}}"
    )]
    [InlineData(
        "{{date event.webinarAt \"qq\"}}",
        "1:24 error J409: \"qq\" is not a date pattern: write it like \"d MMMM yyyy HH:mm\""
    )]
    public void What_templates_may_not_do_is_refused(string template, string expected) =>
        Assert.Equal([$"hello.txt:{expected}"], Samples.Findings(template));

    [Fact]
    public void Everything_wrong_is_found_at_once() =>
        Assert.Equal(
            [
                $"hello.txt:1:3 error J404: {Variable} \"contact.nam\": {Declare} Did you mean \"contact.name\"?",
                "hello.txt:2:1 error J406: {{&…}} prints a value without escaping it: write {{…}}",
                "hello.txt:3:1 error J403: {{#if}} is never closed: write {{/if}} where it ends",
                $"hello.txt:3:7 error J404: {Variable} \"event.topc\": {Declare} Did you mean \"event.topic\"?",
            ],
            Samples.Findings("{{contact.nam}}\n{{&x}}\n{{#if event.topc}}")
        );

    [Fact]
    public void A_template_that_is_nested_too_deep_or_too_long_is_refused()
    {
        var deep =
            string.Concat(Enumerable.Repeat("{{#if contact.name}}", 21))
            + string.Concat(Enumerable.Repeat("{{/if}}", 21));
        Assert.Equal(
            ["hello.txt:1:401 error J410: more than 20 blocks within one another: write it more simply"],
            Samples.Findings(deep)
        );
        Assert.Equal(
            ["hello.txt:1:1 error J410: the template has 262145 characters, at most 262144 are allowed: shorten it"],
            Samples.Findings(new string('x', TextTemplate.Limit + 1))
        );
        Assert.Equal(
            ["hello.txt:1:23 error J403: more than 4 helpers within one another: write it more simply"],
            Samples.Findings("{{default (d (d (d (d (d")
        );
    }

    [Fact]
    public void Of_ten_thousand_findings_fifty_are_told()
    {
        var findings = Samples.Findings(string.Concat(Enumerable.Repeat("{{x}}\n", 10_000)));
        Assert.Equal(51, findings.Length);
        Assert.Equal("hello.txt:1:1 error J411: there are 9950 more findings: mend these first", findings[50]);
    }

    [Fact]
    public void Ten_thousand_open_blocks_are_one_finding() =>
        Assert.Equal(
            ["hello.txt:1:401 error J410: more than 20 blocks within one another: write it more simply"],
            Samples.Findings(string.Concat(Enumerable.Repeat("{{#if contact.name}}", 10_000)))
        );

    [Fact]
    public void A_title_within_a_journey_bears_the_place_of_the_title()
    {
        var bag = new DiagnosticBag("workspace/spring/journey.json");
        Assert.Null(TextTemplate.Read("Call {{contact.nam}}", Samples.Schema, new(14, 22), bag));
        Assert.Equal(
            $"workspace/spring/journey.json:14:22 error J404: {Variable} \"contact.nam\": {Declare} Did you mean \"contact.name\"?",
            Assert.Single(bag.Items).ToString()
        );
    }

    [Fact]
    public void When_an_entry_event_is_not_declared_its_fields_are_not_judged()
    {
        var schema = TemplateSchema.For(WorkspaceFields.None, ["form.filled"], []);
        Assert.Empty(Samples.Findings("{{event.anything.at.all}} {{#with event.anything}}{{x}}{{/with}}", schema));
    }

    [Fact]
    public void The_fields_of_all_entry_events_are_known()
    {
        var fields = WorkspaceFields.Read(
            """{"event": {"a": {"x": "text"}, "b": {"y": {"z": "number"}}}}""",
            new DiagnosticBag("fields.json")
        );
        Assert.Empty(Samples.Findings("{{event.x}}{{event.y.z}}", TemplateSchema.For(fields, ["a", "b"], [])));
        Assert.Single(Samples.Findings("{{event.x}}{{event.y.z}}", TemplateSchema.For(fields, ["a"], [])));
    }

    [Theory]
    [InlineData("[]", "1:1 error J420: expected an object with \"contact\", \"account\" and \"event\", found a list")]
    [InlineData(
        """{"contacts": {}}""",
        "1:2 error J421: there is no section \"contacts\": known are \"contact\", \"account\" and \"event\". Did you mean \"contact\"?"
    )]
    [InlineData("""{"contact": 5}""", "1:13 error J420: expected an object with field names, found a number")]
    [InlineData(
        """{"contact": {"budget": "txt"}}""",
        "1:24 error J422: \"txt\" is not a kind of field: expected \"text\", \"number\", \"flag\", \"date\" or \"list\". Did you mean \"text\"?"
    )]
    [InlineData(
        """{"contact": {"budget": 5}}""",
        "1:24 error J422: expected the field's kind, such as \"text\", found a number"
    )]
    public void A_broken_list_of_fields_says_where(string json, string expected)
    {
        var bag = new DiagnosticBag("fields.json");
        WorkspaceFields.Read(json, bag);
        Assert.Equal($"fields.json:{expected}", Assert.Single(bag.Items).ToString());
    }
}
