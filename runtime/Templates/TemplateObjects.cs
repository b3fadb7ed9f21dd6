using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using HandlebarsDotNet.IO;
using HandlebarsDotNet.Iterators;
using HandlebarsDotNet.MemberAccessors;
using HandlebarsDotNet.ObjectDescriptors;
using HandlebarsDotNet.PathStructure;
using HandlebarsDotNet.ValueProviders;
using NodaTime;

namespace Journeys.Runtime.Templates;

/// <summary>
/// Tells Handlebars how to read our values, and that nothing else about them can be read: without this it would reach
/// for the properties of any .NET object by reflection.
/// </summary>
internal sealed class TemplateObjects : IObjectDescriptorProvider, IMemberAccessor, IIterator
{
    public bool TryGetDescriptor(Type type, [NotNullWhen(true)] out ObjectDescriptor? value)
    {
        // Lists keep Handlebars' own iterator, which counts @index; nothing else is reflected on.
        value = type == typeof(object[]) ? null : new(type, this, Properties, _ => this);
        return value is not null;
    }

    // Only the rendering itself is enumerated: Handlebars copies it to where helpers find it.
    private static ChainSegment[] Properties(ObjectDescriptor descriptor, object instance) =>
        instance is TemplateRun ? [TemplateRun.Key] : [];

    public bool TryGetValue(object instance, ChainSegment memberName, out object? value)
    {
        value = instance switch
        {
            TemplateScope scope => scope[memberName.TrimmedValue],
            TemplateRun run => run,
            MissingValue missing => missing.Part(memberName.TrimmedValue),
            _ => null,
        };
        return value is not null;
    }

    // A value that is no list is a list of one: many systems send a list only when there are several.
    public void Iterate(
        in EncodedTextWriter writer,
        BindingContext context,
        ChainSegment[] blockParamsVariables,
        object input,
        TemplateDelegate template,
        TemplateDelegate ifEmpty
    )
    {
        var isMissing = input is MissingValue;
        using var frame = context.CreateFrame(isMissing ? context.Value : input);
        if (isMissing)
        {
            ifEmpty(writer, frame);
            return;
        }

        _ = new IteratorValues(frame) { Value = input, Last = true };
        template(writer, frame);
    }
}

/// <summary>One rendering, as helpers see it: the zone in which dates are told, and where problems go.</summary>
internal sealed record TemplateRun(DateTimeZone Zone, RenderingProblems Problems)
{
    public const string Key = "run";
}

/// <summary>Prints values as a person reads them, and reports those that are not known.</summary>
internal sealed class TemplatePrinting : IFormatterProvider, IFormatter
{
    public bool TryCreateFormatter(Type type, [NotNullWhen(true)] out IFormatter? formatter)
    {
        formatter = this;
        return true;
    }

    public void Format<T>(T value, in EncodedTextWriter writer)
    {
        if (value is MissingValue missing)
        {
            writer.Write(missing.Report(), encode: false);
            return;
        }

        writer.Write(Text(value), encode: true);
    }

    private static string Text(object? value) =>
        value switch
        {
            bool flag => flag ? "true" : "false",
            IEnumerable list and not string => string.Join(", ", list.Cast<object?>().Select(Text)),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value?.ToString() ?? "",
        };
}
