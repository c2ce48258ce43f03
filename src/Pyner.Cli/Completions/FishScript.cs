using System.CommandLine;

namespace Pyner.Cli.Completions;

/// <summary>Completion for fish.</summary>
internal static class FishScript
{
    /// <summary>Writes the script.</summary>
    public static void Write(Command tool, TextWriter output)
    {
        IReadOnlyList<CompletedCommand> commands = CompletedCommand.Tree(tool);
        output.WriteLine("# fish completion for pyner, made by `pyner completions fish`");
        output.WriteLine("complete -c pyner -f");
        foreach (CompletedCommand command in commands)
        {
            bool isTool = command.Name.Length == 0;
            string condition = isTool ? "__fish_use_subcommand" : $"__fish_seen_subcommand_from {command.Name}";
            if (!isTool)
                output.WriteLine($"complete -c pyner -n __fish_use_subcommand -a {command.Name} -d '{Quoted(command.Description)}'");
            foreach (CompletedOption option in command.Options)
                output.WriteLine($"complete -c pyner -n '{condition}' {Spellings(option)}{Value(option.Value)} -d '{Quoted(option.Description)}'");
            if (isTool)
                continue;
            foreach (CompletedValue place in command.Places)
            {
                if (place.Choices.Count > 0)
                    output.WriteLine($"complete -c pyner -n '{condition}' -a '{string.Join(' ', place.Choices)}' -d '{place.Name}'");
            }
            if (command.Places.Any(place => place.IsPath))
                output.WriteLine($"complete -c pyner -n '{condition}' -F");
        }
    }

    private static string Spellings(CompletedOption option) => string.Join(' ', option.Names.Select(name =>
        name.StartsWith("--", StringComparison.Ordinal) ? $"-l {name[2..]}" : $"-s {name[1..]}"));

    private static string Value(CompletedValue? value) => value switch
    {
        null => "",
        { Choices.Count: > 0 } => $" -x -a '{string.Join(' ', value.Choices)}'",
        { IsPath: true } => " -r -F",
        _ => " -x",
    };

    private static string Quoted(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
