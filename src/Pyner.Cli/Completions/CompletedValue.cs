using System.CommandLine;
using System.CommandLine.Completions;
using Pyner.Cli.Commands;

namespace Pyner.Cli.Completions;

/// <summary>What may follow an option, or stand at a place of the command line.</summary>
/// <param name="Name">As help shows it, such as <c>SOURCE</c>.</param>
/// <param name="Choices">The words to choose from; empty where the value is free.</param>
/// <param name="IsPath">Whether the value is a file or folder.</param>
internal sealed record CompletedValue(string Name, IReadOnlyList<string> Choices, bool IsPath)
{
    /// <summary>Reads it off the definition of an argument or an option.</summary>
    public static CompletedValue Of(string name, Symbol symbol, IEnumerable<CompletionItem> completions)
    {
        string[] choices = [.. completions.Select(item => item.Label).Where(label => !label.StartsWith('-'))];
        return new CompletedValue(name, choices, symbol is IPathSymbol);
    }
}
