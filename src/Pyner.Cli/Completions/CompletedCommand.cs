using System.CommandLine;
using System.CommandLine.Completions;

namespace Pyner.Cli.Completions;

/// <summary>A command, as a shell offers it: read off the definitions that also make the parser and the help.</summary>
/// <param name="Name">As typed; empty for the tool itself.</param>
/// <param name="Description">One line.</param>
/// <param name="Options">Its options, those of the tool that apply everywhere included.</param>
/// <param name="Places">What stands at its first, second, ... place.</param>
internal sealed record CompletedCommand(
    string Name, string Description, IReadOnlyList<CompletedOption> Options, IReadOnlyList<CompletedValue> Places)
{
    /// <summary>The tool itself (its places are the commands), then each of its commands.</summary>
    public static IReadOnlyList<CompletedCommand> Tree(Command tool)
    {
        string[] names = [.. tool.Subcommands.Where(command => !command.Hidden).Select(command => command.Name)];
        var root = new CompletedCommand("", tool.Description ?? "", [.. Visible(tool.Options)], [new CompletedValue("COMMAND", names, false)]);
        IEnumerable<Option> everywhere = tool.Options.Where(option => option.Recursive);
        return
        [
            root,
            .. tool.Subcommands.Where(command => !command.Hidden).Select(command => new CompletedCommand(
                command.Name,
                command.Description ?? "",
                [.. Visible(command.Options.Concat(everywhere))],
                [.. command.Arguments.Select(argument =>
                    CompletedValue.Of(argument.Name, argument, argument.GetCompletions(CompletionContext.Empty)))])),
        ];
    }

    private static IEnumerable<CompletedOption> Visible(IEnumerable<Option> options) =>
        options.Where(option => !option.Hidden).Select(CompletedOption.Of);
}
