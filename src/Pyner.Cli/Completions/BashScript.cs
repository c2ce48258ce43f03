using System.CommandLine;

namespace Pyner.Cli.Completions;

/// <summary>Completion for bash (4 or newer, for <c>compopt</c>), without the bash-completion package.</summary>
internal static class BashScript
{
    /// <summary>Writes the script.</summary>
    public static void Write(Command tool, TextWriter output)
    {
        CompletedCommand[] commands = [.. CompletedCommand.Of(tool).All];
        output.WriteLine("# bash completion for pyner, made by `pyner completions bash`");
        output.WriteLine("_pyner() {");
        output.WriteLine("""
              local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= place=0 i
              COMPREPLY=()
              for ((i = 1; i < COMP_CWORD; i++)); do
                case "$command:${COMP_WORDS[i]}" in
            """);
        output.WriteLine($"      {WithValue(commands)}) ((i++)) ;;");
        output.WriteLine("""
                  *:-*) ;;
                  :*) command=${COMP_WORDS[i]} ;;
            """);
        foreach (CompletedCommand group in commands.Where(command => command.Path.Count > 0 && command.Subcommands.Count > 0))
            output.WriteLine($"      {Key(group)}:*) command={Key(group)}/${{COMP_WORDS[i]}} ;;");
        output.WriteLine("""
                  *) ((place++)) ;;
                esac
              done
              case "$command:$previous" in
            """);
        foreach (CompletedCommand command in commands)
        {
            foreach (CompletedOption option in command.Options.Where(option => option.Value is not null))
                output.WriteLine($"    {Pattern(command, option)}) {Offer(option.Value!)}; return ;;");
        }
        output.WriteLine("""
              esac
              if [[ $current == -* ]]; then
                case $command in
            """);
        foreach (CompletedCommand command in commands)
            output.WriteLine($"      '{Key(command)}') {Words(command.Options.SelectMany(option => option.Names))} ;;");
        output.WriteLine("""
                esac
                return
              fi
              case "$command:$place" in
            """);
        foreach (CompletedCommand command in commands)
        {
            for (int i = 0; i < command.Places.Count; i++)
                output.WriteLine($"    {Key(command)}:{i}) {Offer(command.Places[i])} ;;");
        }
        output.WriteLine("""
              esac
            }
            complete -F _pyner pyner
            """);
    }

    private static string WithValue(IEnumerable<CompletedCommand> commands) =>
        string.Join('|', commands.SelectMany(command =>
            command.Options.Where(option => option.Value is not null).Select(option => Pattern(command, option))));

    private static string Pattern(CompletedCommand command, CompletedOption option) =>
        string.Join('|', option.Names.Select(name => $"{Key(command)}:{name}"));

    // A command of a command is 'job/start': no command's name holds a slash.
    private static string Key(CompletedCommand command) => string.Join('/', command.Path);

    private static string Offer(CompletedValue value) =>
        value.Choices.Count > 0 ? Words(value.Choices) : value.IsPath ? "compopt -o default 2>/dev/null" : ":";

    // Names of commands, options and catalogs hold nothing that bash would expand.
    private static string Words(IEnumerable<string> words) => $"COMPREPLY=($(compgen -W '{string.Join(' ', words)}' -- \"$current\"))";
}
