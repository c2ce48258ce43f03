using System.CommandLine;
using System.CommandLine.Completions;

namespace Pyner.Cli.Completions;

/// <summary>An option, as a shell offers it.</summary>
/// <param name="Names">The spellings, with their dashes.</param>
/// <param name="Description">One line.</param>
/// <param name="Value">What follows it, or null for a flag.</param>
internal sealed record CompletedOption(IReadOnlyList<string> Names, string Description, CompletedValue? Value)
{
    /// <summary>Reads it off an option's definition.</summary>
    public static CompletedOption Of(Option option)
    {
        string[] names = [option.Name, .. option.Aliases];
        bool isFlag = option.ValueType == typeof(bool) || option.ValueType == typeof(void);
        return new CompletedOption(names, FirstSentence(option.Description), isFlag
            ? null
            : CompletedValue.Of(option.HelpName ?? "VALUE", option, option.GetCompletions(CompletionContext.Empty)));
    }

    private static string FirstSentence(string? text)
    {
        string line = text ?? "";
        int end = line.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? line.TrimEnd('.') : line[..end];
    }
}
