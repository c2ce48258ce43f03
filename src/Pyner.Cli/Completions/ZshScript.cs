using System.CommandLine;

namespace Pyner.Cli.Completions;

/// <summary>Completion for zsh: works both as a file <c>_pyner</c> on the <c>fpath</c> and when sourced after <c>compinit</c>.</summary>
internal static class ZshScript
{
    /// <summary>Writes the script.</summary>
    public static void Write(Command tool, TextWriter output)
    {
        output.WriteLine("#compdef pyner");
        output.WriteLine("# zsh completion for pyner, made by `pyner completions zsh`");
        output.WriteLine("_pyner() {");
        output.WriteLine("  local context state state_descr line");
        output.WriteLine("  typeset -A opt_args");
        WriteGroup(CompletedCommand.Of(tool), "  ", output);
        output.WriteLine("}");
        output.WriteLine("if [ \"$funcstack[1]\" = _pyner ]; then _pyner \"$@\"; else compdef _pyner pyner; fi");
    }

    /// <summary>A command that has commands of its own: which of them it is, then what stands behind that one.</summary>
    private static void WriteGroup(CompletedCommand group, string indent, TextWriter output)
    {
        output.Write($"{indent}_arguments -C");
        foreach (string specification in group.Options.SelectMany(Specifications))
            output.Write($" \\\n{indent}  {specification}");
        output.WriteLine($" \\\n{indent}  '1:command:->command' '*::argument:->argument'");
        output.WriteLine($"{indent}case $state in");
        output.WriteLine($"{indent}  command)");
        output.WriteLine($"{indent}    local -a commands=(");
        foreach (CompletedCommand command in group.Subcommands)
            output.WriteLine($"{indent}      '{command.Name}:{Quoted(command.Description)}'");
        output.WriteLine($"{indent}    )");
        output.WriteLine($"{indent}    _describe command commands ;;");
        output.WriteLine($"{indent}  argument)");
        output.WriteLine($"{indent}    case $line[1] in");
        foreach (CompletedCommand command in group.Subcommands)
        {
            output.WriteLine($"{indent}      {command.Name})");
            if (command.Subcommands.Count > 0)
                WriteGroup(command, indent + "        ", output);
            else
                WriteCommand(command, indent + "        ", output);
            output.WriteLine($"{indent}        ;;");
        }
        output.WriteLine($"{indent}    esac ;;");
        output.WriteLine($"{indent}esac");
    }

    private static void WriteCommand(CompletedCommand command, string indent, TextWriter output)
    {
        output.Write($"{indent}_arguments");
        foreach (string specification in command.Options.SelectMany(Specifications))
            output.Write($" \\\n{indent}  {specification}");
        for (int i = 0; i < command.Places.Count; i++)
            output.Write($" \\\n{indent}  '{i + 1}:{command.Places[i].Name}:{Action(command.Places[i])}'");
        output.WriteLine();
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
