namespace Pyner.Cli.Help;

/// <summary>A part of a command's help below the options.</summary>
/// <param name="Title">Shown with a colon.</param>
/// <param name="Lines">Each at most 98 characters: two more are put before it.</param>
internal sealed record HelpSection(string Title, params string[] Lines);
