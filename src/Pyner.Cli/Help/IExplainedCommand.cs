namespace Pyner.Cli.Help;

/// <summary>A command whose help says more than its options.</summary>
internal interface IExplainedCommand
{
    /// <summary>What follows the options, in order.</summary>
    IReadOnlyList<HelpSection> HelpSections { get; }
}
