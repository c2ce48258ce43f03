using System.CommandLine;
using Pyner.Cli.Terminal;

namespace Pyner.Cli.Commands;

/// <summary>
/// A command of which stdout is the answer. Where that can't be written it fails, and says so; where whoever read it went away it ends without a word.
/// </summary>
internal abstract class AnsweringCommand : ToolCommand
{
    /// <summary>Makes a command.</summary>
    /// <param name="name">As typed.</param>
    /// <param name="description">A sentence, for the list of commands and the head of its help.</param>
    protected AnsweringCommand(string name, string description)
        : base(name, description)
    {
    }

    /// <summary>Does the work.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UserException">What the user asked for can't be done.</exception>
    protected abstract int Answer(ParseResult arguments);

    /// <inheritdoc/>
    protected sealed override int Run(ParseResult arguments)
    {
        Console.SetOut(new StreamWriter(Stdout.Open(), Console.OutputEncoding) { AutoFlush = true });
        return Answer(arguments);
    }
}
