using System.Text.Json;
using Outlier.Simulator.Memory;

namespace Outlier.Simulator.Missive;

/// <summary>Shared labels as JSON.</summary>
internal static class LabelJson
{
    public static void WriteAll(Utf8JsonWriter writer, IEnumerable<SharedLabel> labels, Guid organization)
    {
        writer.WriteStartArray("shared_labels"u8);
        foreach (var label in labels)
        {
            Write(writer, label, organization);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, SharedLabel label, Guid organization)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, label.Id);
        writer.WriteString("name"u8, label.Name);
        writer.WriteString("name_with_parent_names"u8, label.NameWithParents);
        writer.WriteString("organization"u8, organization);
        writer.WriteString("color"u8, label.Color);
        writer.WriteString("parent"u8, label.Parent?.ToString());
        writer.WriteBoolean("share_with_organization"u8, false);
        writer.WriteStartArray("share_with_users"u8);
        writer.WriteEndArray();
        writer.WriteNull("share_with_team"u8);
        writer.WriteString("visibility"u8, label.Visibility);
        writer.WriteEndObject();
    }
}
