using System.CommandLine;

namespace Pyner.Cli.Commands;

/// <summary>An option that names a file or folder; an empty name, as an unset shell variable gives, is refused.</summary>
internal sealed class PathOption : Option<string>, IPathSymbol
{
    /// <summary>Makes an option.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="aliases">Other spellings.</param>
    public PathOption(string name, params string[] aliases)
        : base(name, aliases) => Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && string.IsNullOrWhiteSpace(result.Tokens[0].Value))
                result.AddError($"{name} is empty");
        });
}
