using System.CommandLine;
using Pyner.Cli.Completions;
using Pyner.Cli.Help;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner completions SHELL</c>: a script that makes the shell complete pyner's commands and options.</summary>
internal sealed class CompletionsCommand : ToolCommand
{
    private readonly Command _tool;

    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh or fish" };

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The command whose tree the script completes.</param>
    public CompletionsCommand(Command tool)
        : base("completions", "Write a script that makes a shell complete pyner's commands and options")
    {
        _tool = tool;
        _shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        Add(_shell);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Examples",
            "echo 'source <(pyner completions bash)' >> ~/.bashrc",
            "pyner completions zsh > \"${fpath[1]}/_pyner\"",
            "pyner completions fish > ~/.config/fish/completions/pyner.fish"),
    ];

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments)
    {
        string shell = arguments.GetRequiredValue(_shell);
        TextWriter output = arguments.InvocationConfiguration.Output;
        switch (shell)
        {
            case "bash":
                BashScript.Write(_tool, output);
                break;
            case "zsh":
                ZshScript.Write(_tool, output);
                break;
            default:
                FishScript.Write(_tool, output);
                break;
        }
        return ExitCode.Done;
    }
}
