namespace Pyner.Cli.Commands;

/// <summary>An argument or option that names a file or folder: shells complete it so.</summary>
internal interface IPathSymbol;
