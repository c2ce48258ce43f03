using System.CommandLine;

namespace Pyner.Cli.Completions;

/// <summary>Completion for fish.</summary>
internal static class FishScript
{
    /// <summary>Writes the script.</summary>
    public static void Write(Command tool, TextWriter output)
    {
        output.WriteLine("# fish completion for pyner, made by `pyner completions fish`");
        output.WriteLine("complete -c pyner -f");
        foreach (CompletedCommand command in CompletedCommand.Of(tool).All)
        {
            string condition = Condition(command);
            foreach (CompletedCommand sub in command.Subcommands)
                output.WriteLine($"complete -c pyner -n '{condition}' -a {sub.Name} -d '{Quoted(sub.Description)}'");
            foreach (CompletedOption option in command.Options)
                output.WriteLine($"complete -c pyner -n '{condition}' {Spellings(option)}{Value(option.Value)} -d '{Quoted(option.Description)}'");
            if (command.Subcommands.Count > 0)
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

    // That all words that lead to the command were typed, and none that leads further.
    private static string Condition(CompletedCommand command)
    {
        if (command.Path.Count == 0)
            return "__fish_use_subcommand";
        IEnumerable<string> typed = command.Path.Select(word => $"__fish_seen_subcommand_from {word}");
        IEnumerable<string> further = command.Subcommands.Count == 0
            ? []
            : [$"not __fish_seen_subcommand_from {string.Join(' ', command.Subcommands.Select(sub => sub.Name))}"];
        return string.Join("; and ", typed.Concat(further));
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
