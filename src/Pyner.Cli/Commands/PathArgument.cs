using System.CommandLine;

namespace Pyner.Cli.Commands;

/// <summary>An argument that names a file or folder; an empty one, as an unset shell variable gives, is refused.</summary>
internal sealed class PathArgument : Argument<string>, IPathSymbol
{
    /// <summary>Makes an argument.</summary>
    public PathArgument(string name)
        : base(name) => Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && string.IsNullOrWhiteSpace(result.Tokens[0].Value))
                result.AddError($"{name} is empty");
        });
}
