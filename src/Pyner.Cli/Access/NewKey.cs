using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Pyner.Cli.Access;

/// <summary>A new key for a gateway. Whoever has its text may use it; the gateway itself has only its digest.</summary>
internal sealed record NewKey
{
    private const int RandomBytes = 32;

    private NewKey(string text) => Text = text;

    /// <summary>The key, for its owner.</summary>
    public string Text { get; }

    /// <summary>Makes one that nobody can guess.</summary>
    public static NewKey Make() => new("pyner_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes)));

    /// <summary>The line for the gateway's file of keys.</summary>
    /// <param name="role"><c>read</c> or <c>operate</c>.</param>
    /// <param name="name">Whose it is.</param>
    public string Line(string role, string name) => $"{role} {name} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}";

    /// <summary>Nothing of it.</summary>
    public override string ToString() => nameof(NewKey);
}
