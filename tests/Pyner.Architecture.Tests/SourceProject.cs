using System.Xml.Linq;
using Pyner.TestData;

namespace Pyner.Architecture.Tests;

/// <summary>A project of the product (below <c>src</c>, or one of those at the root that make the services one system), as its project file says.</summary>
internal sealed record SourceProject(
    string Name, string Folder, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, IReadOnlyList<string> LinkedSources, bool IsWeb)
{
    private static readonly string[] s_folders = ["src", "Pyner.AppHost", "Pyner.ServiceDefaults"];

    public static IReadOnlyList<SourceProject> All { get; } =
        [.. s_folders.Select(folder => Path.Combine(RealDocuments.RepositoryRoot, folder))
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The project's source files, without what a build makes.</summary>
    public IEnumerable<string> Sources => Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Folder, file).Split('/', '\\').Any(part => part is "bin" or "obj"));

    private static SourceProject Read(string file)
    {
        var document = XDocument.Load(file);
        return new SourceProject(
            Path.GetFileNameWithoutExtension(file),
            Path.GetDirectoryName(file)!,
            [.. Includes(document, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
            [.. Includes(document, "PackageReference")],
            [.. Includes(document, "Compile")],
            (string?)document.Root!.Attribute("Sdk") == "Microsoft.NET.Sdk.Web");
    }

    private static IEnumerable<string> Includes(XDocument document, string element) =>
        document.Descendants(element).Select(reference => (string)reference.Attribute("Include")!);
}
