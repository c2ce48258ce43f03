using System.CommandLine;

namespace Pyner.Cli.Completions;

/// <summary>Completion for zsh: works both as a file <c>_pyner</c> on the <c>fpath</c> and when sourced after <c>compinit</c>.</summary>
internal static class ZshScript
{
    /// <summary>Writes the script.</summary>
    public static void Write(Command tool, TextWriter output)
    {
        IReadOnlyList<CompletedCommand> commands = CompletedCommand.Tree(tool);
        output.WriteLine("#compdef pyner");
        output.WriteLine("# zsh completion for pyner, made by `pyner completions zsh`");
        output.WriteLine("_pyner() {");
        output.WriteLine("  local context state state_descr line");
        output.WriteLine("  typeset -A opt_args");
        output.WriteLine("  _arguments -C \\");
        foreach (string specification in commands[0].Options.SelectMany(Specifications))
            output.WriteLine($"    {specification} \\");
        output.WriteLine("    '1:command:->command' '*::argument:->argument'");
        output.WriteLine("  case $state in");
        output.WriteLine("    command)");
        output.WriteLine("      local -a commands=(");
        foreach (CompletedCommand command in commands.Skip(1))
            output.WriteLine($"        '{command.Name}:{Quoted(command.Description)}'");
        output.WriteLine("      )");
        output.WriteLine("      _describe command commands ;;");
        output.WriteLine("    argument)");
        output.WriteLine("      case $line[1] in");
        foreach (CompletedCommand command in commands.Skip(1))
        {
            output.WriteLine($"        {command.Name})");
            output.Write("          _arguments");
            foreach (string specification in command.Options.SelectMany(Specifications))
                output.Write($" \\\n            {specification}");
            for (int i = 0; i < command.Places.Count; i++)
                output.Write($" \\\n            '{i + 1}:{command.Places[i].Name}:{Action(command.Places[i])}'");
            output.WriteLine(" ;;");
        }
        output.WriteLine("      esac ;;");
        output.WriteLine("  esac");
        output.WriteLine("}");
        output.WriteLine("if [ \"$funcstack[1]\" = _pyner ]; then _pyner \"$@\"; else compdef _pyner pyner; fi");
    }

    // '(-o --out)--out=[where to write]:KB:_files', once for each spelling; given one, the others are offered no more.
    private static IEnumerable<string> Specifications(CompletedOption option)
    {
        string excluded = option.Names.Count > 1 ? $"({string.Join(' ', option.Names)})" : "";
        foreach (string name in option.Names)
        {
            string takes = option.Value is null ? "" : name.StartsWith("--", StringComparison.Ordinal) ? "=" : "+";
            string value = option.Value is null ? "" : $":{option.Value.Name}:{Action(option.Value)}";
            yield return $"'{excluded}{name}{takes}[{Quoted(option.Description)}]{value}'";
        }
    }

    private static string Action(CompletedValue value) =>
        value.Choices.Count > 0 ? $"({string.Join(' ', value.Choices)})" : value.IsPath ? "_files" : " ";

    private static string Quoted(string text) => text.Replace("'", "'\\''", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);
}
