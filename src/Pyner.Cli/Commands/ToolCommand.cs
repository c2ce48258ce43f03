using System.CommandLine;
using Pyner.Cli.Help;

namespace Pyner.Cli.Commands;

/// <summary>One of the tool's commands: its arguments and options, what its help adds, and what it does.</summary>
internal abstract class ToolCommand : Command, IExplainedCommand
{
    /// <summary>Makes a command.</summary>
    /// <param name="name">As typed.</param>
    /// <param name="description">A sentence, for the list of commands and the head of its help.</param>
    protected ToolCommand(string name, string description)
        : base(name, description) => SetAction(arguments => ErrorReport.Guard(() => Run(arguments)));

    /// <inheritdoc/>
    public abstract IReadOnlyList<HelpSection> HelpSections { get; }

    /// <summary>Does the work.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UserException">What the user asked for can't be done.</exception>
    protected abstract int Run(ParseResult arguments);
}
