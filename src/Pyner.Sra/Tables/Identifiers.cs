using System.Text;
using Pyner.Xml.Reading;

namespace Pyner.Sra.Tables;

/// <summary>
/// Tells the identifiers of databases apart: by the namespace or label that is written with them (<c>BioProject</c>, <c>BioSample ID</c>), or by how they look
/// (<c>PRJNA38027</c>, <c>SAMD00016353</c>), since many are written without.
/// </summary>
internal static class Identifiers
{
    /// <summary>Whether an identifier's namespace or label names the database.</summary>
    public static bool IsNamed(in AttributeList attributes, IdentifierKind database) =>
        Names(attributes, "namespace"u8, database) || Names(attributes, "label"u8, database);

    /// <summary>Whether an identifier is one of a database.</summary>
    /// <param name="identifier">The identifier, trimmed.</param>
    /// <param name="database">The database.</param>
    /// <param name="isNamed">Whether the database is named with it.</param>
    public static bool Belongs(ReadOnlySpan<byte> identifier, IdentifierKind database, bool isNamed)
    {
        if (isNamed)
            return !identifier.IsEmpty;
        ReadOnlySpan<byte> prefix = database == IdentifierKind.BioProject ? "PRJ"u8 : "SAM"u8;
        if (!identifier.StartsWith(prefix))
            return false;
        ReadOnlySpan<byte> rest = identifier[prefix.Length..];
        int letters = rest.IndexOfAnyExceptInRange((byte)'A', (byte)'Z');
        return letters is 1 or 2 && rest[letters..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    private static bool Names(in AttributeList attributes, ReadOnlySpan<byte> attribute, IdentifierKind database)
    {
        if (!attributes.TryGet(attribute, out XmlText value))
            return false;
        ReadOnlySpan<byte> name = database == IdentifierKind.BioProject ? "BioProject"u8 : "BioSample"u8;
        ReadOnlySpan<byte> written = KeptText.Of(value);
        return written.Length >= name.Length && Ascii.EqualsIgnoreCase(written[..name.Length], name);
    }
}
