using System.CommandLine;
using System.CommandLine.Completions;

namespace Pyner.Cli.Completions;

/// <summary>A command, as a shell offers it: read off the definitions that also make the parser and the help.</summary>
/// <param name="Path">The words that lead to it, such as <c>job</c> and <c>start</c>; none for the tool itself.</param>
/// <param name="Description">One line.</param>
/// <param name="Options">Its options, those of the tool that apply everywhere included.</param>
/// <param name="Places">What stands at its first, second, ... place; for a command that has commands of its own, these.</param>
/// <param name="Subcommands">Its own commands.</param>
internal sealed record CompletedCommand(
    IReadOnlyList<string> Path, string Description, IReadOnlyList<CompletedOption> Options, IReadOnlyList<CompletedValue> Places,
    IReadOnlyList<CompletedCommand> Subcommands)
{
    /// <summary>As typed; empty for the tool itself.</summary>
    public string Name => Path.Count == 0 ? "" : Path[^1];

    /// <summary>This command and all below it.</summary>
    public IEnumerable<CompletedCommand> All => Subcommands.SelectMany(command => command.All).Prepend(this);

    /// <summary>The tool itself, with its commands.</summary>
    public static CompletedCommand Of(Command tool) => Of(tool, [], [.. tool.Options.Where(option => option.Recursive)]);

    private static CompletedCommand Of(Command command, IReadOnlyList<string> path, IReadOnlyList<Option> everywhere)
    {
        CompletedCommand[] subcommands =
            [.. command.Subcommands.Where(sub => !sub.Hidden).Select(sub => Of(sub, [.. path, sub.Name], everywhere))];
        IEnumerable<CompletedValue> places = subcommands.Length > 0
            ? [new CompletedValue("COMMAND", [.. subcommands.Select(sub => sub.Name)], false)]
            : command.Arguments.Select(argument => CompletedValue.Of(argument.Name, argument, argument.GetCompletions(CompletionContext.Empty)));
        IEnumerable<Option> options = path.Count == 0 ? command.Options : command.Options.Concat(everywhere);
        return new CompletedCommand(
            path, command.Description ?? "", [.. options.Where(option => !option.Hidden).Select(CompletedOption.Of)], [.. places], subcommands);
    }
}
