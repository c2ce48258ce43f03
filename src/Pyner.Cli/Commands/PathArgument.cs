using System.CommandLine;

namespace Pyner.Cli.Commands;

/// <summary>An argument that names a file or folder; an empty one, as an unset shell variable gives, is refused.</summary>
internal sealed class PathArgument : Argument<string>
{
    /// <summary>Makes an argument.</summary>
    public PathArgument(string name)
        : base(name) => Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.Tokens.Count > 0 ? result.Tokens[0].Value : null))
                result.AddError($"{name} is empty");
        });
}
